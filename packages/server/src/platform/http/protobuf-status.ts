import protobuf from 'protobufjs/minimal.js';

/** Tag of the field `message` of google.rpc.Status: field 2, a string. */
const MESSAGE = 0x12;

/** Encodes an error as google.rpc.Status, which OTLP over HTTP requires in response to protobuf. */
export function protobufStatus(message: string): Uint8Array {
  return protobuf.Writer.create().uint32(MESSAGE).string(message).finish();
}
