// The one file that knows how MQTT.js sends PUBACKs (docs/decisions/0080). It sends one for each message as soon as the
// message has been emitted; there is no public way to send it later without stopping everything that follows. When, and in
// which order, they are sent is decided in delivery-window.ts.
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
 * @throws {Error} if this version of MQTT.js has no such place.
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
    // MQTT.js reads on when it believes that the acknowledgement is sent.
    sent?.();
  };
  return (messageId) => sendPacket({ cmd: "puback", messageId, reasonCode: 0 });
}
