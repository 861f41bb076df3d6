/** What the driver asks of the process under test. */
export type ChaosCommand =
  | {
      verb: 'seed';
      recipients: number;
      policy: 'ask' | 'resend-if-silent';
      account: Record<string, unknown>;
      /** Number of the first person; later campaigns of one run take other people. */
      from?: number;
      /** How carefully it goes out. */
      trial?: Record<string, unknown>;
    }
  | { verb: 'state'; campaignId: number }
  | { verb: 'dump'; campaignId: number }
  | { verb: 'waiting' }
  | { verb: 'events' }
  | { verb: 'audit' }
  | { verb: 'send-again'; campaignId: number }
  | { verb: 'act'; campaignId: number; action: 'pause' | 'resume' | 'cancel' }
  /** Opts out this many of those who wait for their message, the last ones first. Answers `OptOut[]`. */
  | { verb: 'opt-out'; campaignId: number; count: number }
  /** Does this process hold the right to send for the number? */
  | { verb: 'serves-number' }
  /** Access token of a new super administrator. */
  | { verb: 'admin-token' }
  /** The whole change feed, in order of positions. */
  | { verb: 'feed' }
  /** The process dies at this place of the code: `name[:nth]`. */
  | { verb: 'arm'; point: string }
  /** States of the webhook changes of a kind, oldest first. */
  | { verb: 'changes'; kind: string }
  /** Kept files of customers, oldest first. */
  | { verb: 'files' }
  /** A new administrator who may do these; answers id and access token. */
  | { verb: 'agent'; actions: string[] }
  /** Does a timer's work so often, all at once, no matter which process holds its lease. */
  | { verb: 'tick'; job: 'later' | 'answers' | 'wake' | 'give' | 'records' | 'bots'; times: number }
  /** Times of conversations that were put off, of planned messages and of claims on them lie this many ms further back. */
  | { verb: 'age'; ms: number }
  /** Waits of flows, and what these asked, lie this many ms further back; the next look at each segment has come. */
  | { verb: 'age-runs'; ms: number }
  /** A table, oldest row first. */
  | { verb: 'rows'; table: string }
  /** Names of the leases with this beginning that this process holds. */
  | { verb: 'leases'; prefix: string }
  /** What the process holds now; answers `Health`. */
  | { verb: 'health' }
  /** SQLite: its file may not grow any more, or may again. */
  | { verb: 'disk'; isFull: boolean }
  /** The numbers send this many messages a second. */
  | { verb: 'pace'; perSecond: number }
  | { verb: 'stop' };

export type ChaosReply =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; error: string };

export interface RecipientDump {
  id: number;
  state: string;
  rank: number;
  attempt: number;
  doubled: boolean;
  contactId: number;
  /** By the database's clock; null without a permit. */
  permitAt: number | null;
}

export interface OptOut {
  contactId: number;
  /** When the opt-out was committed at the latest, by the database's clock. */
  at: number;
}

export interface FeedDump {
  pos: number;
  type: string;
  id: number;
  parent: number | null;
}
