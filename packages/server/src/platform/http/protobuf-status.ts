import protobuf from 'protobufjs/minimal.js';

/** The tag of the field `message` of google.rpc.Status: field 2, a text. */
const MESSAGE = 0x12;

/** An error as OTLP over HTTP wants it of a request in protobuf: google.rpc.Status with its message. */
export function protobufStatus(message: string): Uint8Array {
  return protobuf.Writer.create().uint32(MESSAGE).string(message).finish();
}
