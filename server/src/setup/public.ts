import type { Core } from '@strapi/strapi';
import type { AccountRow, ConnectNumberInput } from '../accounts/public';
import type { ReadyBot, ReadyFlow } from '../contracts/ready-flows';
import type { AgentReads, ReadyRole, SetupResult } from '../contracts/setup';

/** What the asking person may do. */
export interface SetupAsker {
  /** Make roles in Strapi. */
  mayMakeRoles: boolean;
  /** Change roles in Strapi. */
  mayEditRoles: boolean;
  mayConfigure: boolean;
}

export interface SetupService {
  connectNumber(input: ConnectNumberInput): Promise<AccountRow>;
  /** For somebody with these rights; with none when nobody is said. */
  status(asker?: SetupAsker): Promise<SetupResult>;
  /** Makes the ready roles that are missing, named in this language. Answers which; repeating it is harmless. */
  createRoles(how: { language: string | null; agentReads: AgentReads }): Promise<ReadyRole[]>;
  /**
   * Takes the rights to upload and replace files of Strapi's media library from those of these roles that were made for
   * WhatsApp; other roles stay as they are. Answers the names of the roles that had one.
   */
  removeUploadRights(roleIds: readonly number[]): Promise<string[]>;
  /**
   * In this language, English for every other. Idempotent: loaded data is left as it is. Needs a simulator number, else
   * refused (409). Answers the rows there are.
   */
  loadSampleData(how?: { language: string | null }): Promise<{ rows: number }>;
  /**
   * The ready flows in this language, English for every other, as bots that the `bots` service creates: off, each with its
   * graph as a draft.
   */
  readyFlows(how?: { language: string | null }): { key: ReadyFlow; bot: ReadyBot }[];
  /** Takes out exactly the rows marked `sample` and what hangs on them. */
  removeSampleData(): Promise<{ rows: number }>;
}

export const setupService = (strapi: Core.Strapi): SetupService =>
  strapi.plugin('whatsapp').service('setup') as SetupService;
