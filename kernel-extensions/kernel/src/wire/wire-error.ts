import { MesoscopeError } from "@mesoscope/sdk";

/**
 * Something that arrived on a socket, or in a connection file, and is no message of ours:
 * `BAD_SIGNATURE`, `BAD_FRAMES`, `BAD_JSON`, `TOO_LARGE`, `BAD_CONNECTION_FILE`, `PORT_TAKEN`, `NO_CURVE`.
 */
export class WireError extends MesoscopeError {}
