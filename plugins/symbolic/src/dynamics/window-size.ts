/** How far in its tail the transform of a test function meets the corner of the spectrum, in standard deviations. */
const cornerDeviations = 2;

/** What is left of a test function one sample before it ends. */
const edge = 1e-10;

/** The test function (1 − s²)^power over `radius` samples to each side. */
export interface TestWindow {
  readonly radius: number;
  readonly power: number;
}

/**
 * The window whose transform lets pass what is slower than the corner: (4π²k²m² − 3n²d²) log((2m − 1)/m²) = 2n²d² log(edge)
 * for the radius m, the corner k, n samples and d deviations.
 *
 * @see Messenger & Bortz, J. Comput. Phys. 443 (2021) 110525, appendix A
 */
export function windowAt(corner: number, samples: number): TestWindow {
  const left = (m: number) => (2 * Math.PI * corner * m) ** 2 - 3 * (samples * cornerDeviations) ** 2;
  const right = 2 * (samples * cornerDeviations) ** 2 * Math.log(edge);
  const most = Math.floor((samples - 1) / 2);
  let radius = 3;
  while (radius < most && left(radius) * Math.log((2 * radius - 1) / radius ** 2) > right) radius++;
  return { radius, power: powerOf(radius) };
}

/** So that the test function falls to `edge` at its last sample. */
export function powerOf(radius: number): number {
  return Math.ceil(Math.log(edge) / Math.log((2 * radius - 1) / radius ** 2));
}
