/** Where a message comes from and goes to; ids of 64 bits as text. */
export interface Metadata {
  readonly runId?: string;
  readonly messageId?: string;
  readonly srcNodeId?: string;
  readonly dstNodeId?: string;
  readonly replyToMessageId?: string;
  readonly groupId?: string;
  /** Seconds that it is good for. */
  readonly ttl?: number;
  readonly messageType?: string;
  /** Seconds since 1970. */
  readonly createdAt?: number;
  readonly srcTaskId?: string;
  readonly dstTaskId?: string;
}

/** The ids of an object and of those that it is made of. */
export interface ObjectTree {
  readonly objectId: string;
  readonly children?: readonly ObjectTree[];
}

/** A message that has arrived, with the ids of its parts. */
export interface PulledMessage {
  readonly metadata: Metadata;
  readonly tree: ObjectTree;
}

/** Said to the server in place of an answer; 2 is what a failing client app gives. */
export interface FlowerFailure {
  readonly code: number;
  readonly reason: string;
}

export const clientFailed = 2;

/** The metadata of an answer: the other way round, for the time that is left. */
export function replyTo(message: Metadata, now: number): Metadata {
  const { runId, groupId, messageType, srcNodeId, dstNodeId, srcTaskId, dstTaskId } = message;
  return {
    ...(runId !== undefined && { runId }),
    ...(groupId !== undefined && { groupId }),
    ...(messageType !== undefined && { messageType }),
    ...(srcNodeId !== undefined && { dstNodeId: srcNodeId }),
    ...(dstNodeId !== undefined && { srcNodeId: dstNodeId }),
    ...(srcTaskId !== undefined && { dstTaskId: srcTaskId }),
    ...(dstTaskId !== undefined && { srcTaskId: dstTaskId }),
    replyToMessageId: message.messageId ?? "",
    createdAt: now,
    ttl: (message.createdAt ?? now) + (message.ttl ?? 0) - now,
  };
}
