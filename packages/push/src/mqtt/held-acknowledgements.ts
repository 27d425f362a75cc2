// The only file that depends on how MQTT.js sends PUBACKs (docs/decisions/0080). MQTT.js sends a PUBACK as soon as it
// has emitted the message. It has no public way to send one later without blocking all later messages.
// delivery-window.ts decides when and in which order PUBACKs are sent.
import type { MqttClient } from "mqtt";

interface Packet {
  readonly cmd: string;
  readonly messageId?: number;
  readonly reasonCode?: number;
}

type SendPacket = (packet: Packet, sent?: () => void, ...more: unknown[]) => void;

/**
 * Holds back every PUBACK of the client.
 *
 * @returns A function that sends the PUBACK for a packet identifier.
 * @throws {Error} if this version of MQTT.js has no such method.
 */
export function holdAcknowledgements(client: MqttClient): (packetId: number) => void {
  const inside = client as unknown as { _sendPacket?: SendPacket };
  const sendPacket = inside._sendPacket?.bind(client);
  if (!sendPacket)
    throw new Error(
      "This version of mqtt sends its packets in another way. Install a version within the peer range.",
    );
  inside._sendPacket = (packet, sent, ...more) => {
    if (packet.cmd !== "puback") return sendPacket(packet, sent, ...more);
    // MQTT.js continues to read, as if the acknowledgement had been sent.
    sent?.();
  };
  return (messageId) => sendPacket({ cmd: "puback", messageId, reasonCode: 0 });
}
