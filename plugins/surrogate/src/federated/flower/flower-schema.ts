import protobuf from "protobufjs";

/**
 * The messages of Flower's Fleet API that a node needs, with the numbers of flwr 1.41 (Apache-2.0): fields have only
 * been added since 1.28.
 */
const schema = `
syntax = "proto3";
message Node { uint64 node_id = 1; }
message RegisterNodeRequest { bytes public_key = 1; }
message RegisterNodeResponse { uint64 node_id = 1; }
message ActivateNodeRequest { bytes public_key = 1; double heartbeat_interval = 2; }
message ActivateNodeResponse { uint64 node_id = 1; }
message DeactivateNodeRequest { uint64 node_id = 1; }
message DeactivateNodeResponse {}
message UnregisterNodeRequest { uint64 node_id = 1; }
message UnregisterNodeResponse {}
message SendNodeHeartbeatRequest { Node node = 1; double heartbeat_interval = 2; }
message SendNodeHeartbeatResponse { bool success = 1; }
message PullMessagesRequest { Node node = 1; }
message PullMessagesResponse { repeated Message messages_list = 2; repeated ObjectTree message_object_trees = 3; }
message PushMessagesRequest {
  Node node = 1;
  repeated Message messages_list = 2;
  repeated ObjectTree message_object_trees = 3;
  repeated double clientapp_runtime_list = 4;
}
message PushMessagesResponse { repeated string objects_to_push = 3; string session_id = 4; }
message PullObjectRequest { Node node = 1; uint64 run_id = 2; string object_id = 3; }
message PullObjectResponse { bool object_found = 1; bool object_available = 2; bytes object_content = 3; }
message PushObjectRequest {
  Node node = 1;
  uint64 run_id = 2;
  string object_id = 3;
  bytes object_content = 4;
  string session_id = 5;
}
message PushObjectResponse { bool stored = 1; }
message ConfirmMessageReceivedRequest { Node node = 1; uint64 run_id = 2; string message_object_id = 3; }
message ConfirmMessageReceivedResponse {}
message ObjectTree { string object_id = 1; repeated ObjectTree children = 2; }
message Message { Metadata metadata = 1; Content content = 2; Error error = 3; }
message Content {}
message Error { sint64 code = 1; string reason = 2; }
message Metadata {
  uint64 run_id = 1;
  string message_id = 2;
  uint64 src_node_id = 3;
  uint64 dst_node_id = 4;
  string reply_to_message_id = 5;
  string group_id = 6;
  double ttl = 7;
  string message_type = 8;
  double created_at = 9;
  optional uint64 src_task_id = 10;
  optional uint64 dst_task_id = 11;
}
message Record { repeated Item items = 1; }
message Item { string key = 1; Value value = 2; }
message Value {
  oneof value {
    double double = 1;
    sint64 sint64 = 2;
    uint64 uint64 = 3;
    bool bool = 4;
    string string = 5;
    bytes bytes = 6;
    DoubleList double_list = 21;
    SintList sint_list = 22;
    UintList uint_list = 23;
    BoolList bool_list = 24;
    StringList string_list = 25;
    BytesList bytes_list = 26;
  }
}
message DoubleList { repeated double vals = 1; }
message SintList { repeated sint64 vals = 1; }
message UintList { repeated uint64 vals = 1; }
message BoolList { repeated bool vals = 1; }
message StringList { repeated string vals = 1; }
message BytesList { repeated bytes vals = 1; }
`;

const { root } = protobuf.parse(schema);

/** Ids are of 64 bits and stay text. */
const asPlain = { longs: String };

/** A message in the bytes of Protocol Buffers; names as in the schema, in camel case. */
export function encodeProto(type: string, value: object): Uint8Array {
  const message = root.lookupType(type);
  return message.encode(message.fromObject(value)).finish();
}

/** The message behind bytes; fields that were not sent are missing. */
export function decodeProto<T>(type: string, bytes: Uint8Array): T {
  const message = root.lookupType(type);
  return message.toObject(message.decode(bytes), asPlain) as T;
}
