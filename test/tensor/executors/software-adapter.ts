import { existsSync } from "node:fs";

const driver = "/usr/lib/chromium/vk_swiftshader_icd.json";

/** Where there is no graphics device, tests run on Chromium's software one, as Debian installs it. */
export function useSoftwareAdapter(): void {
  if (existsSync("/dev/dri") || existsSync("/dev/nvidia0") || !existsSync(driver)) return;
  process.env.VK_ICD_FILENAMES ??= driver;
}
