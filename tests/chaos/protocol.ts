/** What the driver asks of the process under test. */
export type ChaosCommand =
  | {
      verb: 'seed';
      recipients: number;
      policy: 'ask' | 'resend-if-silent';
      account: Record<string, unknown>;
      /** Number of the first person; later campaigns of one run take other people. */
      from?: number;
    }
  | { verb: 'state'; campaignId: number }
  | { verb: 'dump'; campaignId: number }
  | { verb: 'waiting' }
  | { verb: 'events' }
  | { verb: 'audit' }
  | { verb: 'send-again'; campaignId: number }
  /** The process dies at this place of the code: `name[:nth]`. */
  | { verb: 'arm'; point: string }
  /** States of the webhook changes of a kind, oldest first. */
  | { verb: 'changes'; kind: string }
  | { verb: 'stop' };

export type ChaosReply =
  { id: number; ok: true; value: unknown } | { id: number; ok: false; error: string };

export interface RecipientDump {
  id: number;
  state: string;
  rank: number;
  attempt: number;
  doubled: boolean;
}
