import { Reply, Router, XPublisher } from "zeromq";
import { Broadcast, waitingLimit } from "./broadcast.node.js";
import { Channel } from "./channel.node.js";
import { address, type Connection } from "./connection-file.node.js";
import { encryptionOf } from "./encryption.node.js";
import { WireError } from "./wire-error.js";

/** The sockets of a kernel, bound; the heartbeat answers by itself. */
export interface Sockets {
  readonly shell: Channel;
  readonly control: Channel;
  readonly stdin: Channel;
  readonly iopub: Broadcast;
  close(): Promise<void>;
}

const linger = 1000;
/** A frame above this closes the connection of the one who sends it, so that it cannot fill the memory. */
const maxMessageSize = 2 ** 30;

/** @throws WireError PORT_TAKEN when an address cannot be bound, NO_CURVE when they cannot be encrypted as asked for */
export async function openSockets(connection: Connection): Promise<Sockets> {
  const encryption = encryptionOf(connection);
  const router = () => new Router({ ...encryption, linger, maxMessageSize, handover: true, sendHighWaterMark: 0 });
  const [shell, control, stdin] = [router(), router(), router()];
  const iopub = new XPublisher({
    ...encryption,
    linger,
    sendHighWaterMark: waitingLimit,
    noDrop: true,
    verbosity: "allSubs",
  });
  const heartbeat = new Reply({ ...encryption, linger: 0, maxMessageSize: 1 << 20 });
  const bind = async (socket: Router | XPublisher | Reply, port: number) => {
    const place = address(connection, port);
    await socket.bind(place).catch((error: Error) => {
      throw new WireError("PORT_TAKEN", `The kernel cannot listen on ${place}: ${error.message}.`);
    });
  };
  await Promise.all([
    bind(shell, connection.shell_port),
    bind(control, connection.control_port),
    bind(stdin, connection.stdin_port),
    bind(iopub, connection.iopub_port),
    bind(heartbeat, connection.hb_port),
  ]);

  const beat = new Channel(heartbeat);
  void beat.listen((frames) => void beat.send(frames));
  const channels = {
    shell: new Channel(shell),
    control: new Channel(control),
    stdin: new Channel(stdin),
    iopub: new Broadcast(iopub),
  };
  return {
    ...channels,
    async close() {
      await Promise.all([...Object.values(channels), beat].map((channel) => channel.close()));
    },
  };
}
