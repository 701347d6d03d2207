import { protocolVersion } from "../wire/message.js";

/** What the kernel is, for a `kernel_info_request`. */
export function kernelInfo(versions: { readonly kernel: string; readonly typescript: string }) {
  return {
    protocol_version: protocolVersion,
    implementation: "mesoscope",
    implementation_version: versions.kernel,
    language_info: {
      name: "typescript",
      version: versions.typescript,
      mimetype: "application/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `Mesoscope ${versions.kernel}: TypeScript ${versions.typescript} on Node ${process.version}`,
    help_links: [
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
      { text: "Node.js", url: "https://nodejs.org/api/" },
    ],
    supported_features: ["kernel subshells", "debugger"],
    debugger: true,
  };
}
