import { DataError } from "@mesoscope/sdk";

/** A call to a SuperLink that failed. */
export class FleetError extends DataError {
  /** Whether the call may succeed when it is tried again. */
  readonly isPassing: boolean;
  /** Flower's own number for it. */
  readonly flowerCode: number | undefined;

  constructor(code: string, text: string, options: ErrorOptions & { isPassing?: boolean; flowerCode?: number } = {}) {
    super(code, `joinFlower: ${text}`, options);
    this.isPassing = options.isPassing ?? false;
    this.flowerCode = options.flowerCode;
  }
}

/** Numbers that Flower gives to errors. */
const activationFailed = 2004;
export const runIsOver = 2007;
const versionsDiffer = 1001;
const gatewayErrors = [502, 503, 504];

/** What it means that the server answered with this status. */
export function answerError(address: string, call: string, status: number, body: string): FleetError {
  const { code: flowerCode, detail = "" } = readBody(body);
  const details = { isPassing: gatewayErrors.includes(status), ...(flowerCode !== undefined && { flowerCode }) };
  if (status === 401) {
    const text = `${address} does not accept the node's key or its clock (${detail}). Check the key, and the time.`;
    return new FleetError("NOT_AUTHENTICATED", text, details);
  }
  if (flowerCode === activationFailed || call === "RegisterNode") {
    const text = `${address} does not admit the node: ${detail} Register its public key: flwr supernode register.`;
    return new FleetError("NOT_REGISTERED", text, details);
  }
  if (status === 404 || flowerCode === versionsDiffer) {
    const text = `${address} speaks another version (${status} ${detail}). Run flwr 1.40 or later there.`;
    return new FleetError("WRONG_VERSION", text, details);
  }
  const text = `${address} refused ${call}: ${status} ${detail} Look into the log of the SuperLink.`;
  return new FleetError("CALL_REFUSED", text, details);
}

const certificateErrors = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** What it means that no answer came at all. */
export function transportError(address: string, cause: Error & { code?: string }): FleetError {
  const { code = "", message } = cause;
  if (certificateErrors.test(code)) {
    const text = `the certificate of ${address} is not trusted (${message}). Give certificateAuthority, as PEM.`;
    return new FleetError("CERTIFICATE_REFUSED", text, { cause });
  }
  if (code.startsWith("HPE_")) {
    const text = `${address} does not speak HTTP (${message}): SuperLinks before 1.40 speak gRPC. Run a later flwr there.`;
    return new FleetError("WRONG_VERSION", text, { cause });
  }
  const advice = "Start the SuperLink, check host and port, and insecure: true only where it runs with --insecure.";
  const text = `${address} cannot be reached: ${message || code}. ${advice}`;
  return new FleetError("SERVER_UNREACHABLE", text, { cause, isPassing: true });
}

function readBody(body: string): { code?: number; detail?: string } {
  try {
    const { code, detail, message } = JSON.parse(body);
    return { ...(typeof code === "number" && { code }), detail: String(detail ?? message ?? "") };
  } catch {
    return { detail: body.slice(0, 200) };
  }
}
