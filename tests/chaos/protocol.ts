/** What the driver asks of the process under test. */
export type ChaosCommand =
  | {
      verb: 'seed';
      recipients: number;
      policy: 'ask' | 'resend-if-silent';
      account: Record<string, unknown>;
    }
  | { verb: 'state'; campaignId: number }
  | { verb: 'dump'; campaignId: number }
  | { verb: 'waiting' }
  | { verb: 'events' }
  | { verb: 'audit' }
  | { verb: 'send-again'; campaignId: number }
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
