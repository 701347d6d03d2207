/** The header of a Jupyter message, as far as the kernel reads it. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session?: string;
  /** The subshell that a shell message is meant for. */
  readonly subshell_id?: string | null;
}

/** A message that has arrived, its signature checked. */
export interface Message {
  /** Routing frames; a reply carries them back. */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  /** The header as received: what is published for this message carries it as parent, unparsed. */
  readonly headerText: string;
  readonly metadata: Record<string, unknown>;
  readonly content: Record<string, unknown>;
  readonly buffers: readonly Uint8Array[];
}

/** A frame to be sent. Text is cheaper than bytes: the socket takes it without holding on to a buffer. */
export type Frame = string | Uint8Array;

/** A message to be sent. */
export interface Outgoing {
  readonly type: string;
  /** Routing frames, or the topic on iopub. */
  readonly identities: readonly Frame[];
  /** The header of the message that caused this one, as it was received. */
  readonly parent?: string | undefined;
  readonly metadata?: object | undefined;
  /** An object, or its JSON bytes. */
  readonly content: object;
  readonly buffers?: readonly Uint8Array[] | undefined;
}

/** The version of the Jupyter messaging protocol that the kernel speaks. */
export const protocolVersion = "5.4";
