import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type {
  ListTemplatesQuery,
  ListTemplatesResult,
  SlotBindings,
  SyncResult,
  TemplateSlot,
  TemplateStatus,
  TemplateView,
} from '../contracts/templates';
import type { TemplateRow } from './tables';

export type { TemplateRow } from './tables';
export type { ResolvedValues, ValueContact } from './domain/values';
export { templateTable } from './tables';
export { resolveValues } from './domain/values';
export { isSendable } from './domain/sendable';

/** A template change that Meta announced by webhook, as cloud-api's parser gives it. */
export interface TemplateElement {
  kind: string;
  wabaId?: string | null;
  value: unknown;
  at?: number | null;
}

export interface TemplateFacts {
  /** Null when we do not know this template (it comes with the next sync). */
  templateId: number | null;
  status?: TemplateStatus;
  /** It was sendable and is not any more: campaigns that use it pause. */
  stopped?: boolean;
  /** Only a pause by Meta. */
  paused?: boolean;
  categoryChanged?: { from: string; to: string };
}

/** What a send of this template needs. */
export interface ShapeOfTemplate {
  slots: TemplateSlot[];
  /** Parts that this plugin cannot fill yet; a template with any is not sendable. */
  unsupported: string[];
}

export interface TemplatesService {
  /** Reads all pages of the number's WABA. Throws `not-found`; a refusal of Meta is in the result, not thrown. */
  sync(accountId: number): Promise<SyncResult>;
  /** Syncs the WABAs that have templates in review. */
  poll(): Promise<void>;
  /** Throws `not-found`. */
  get(id: number): Promise<TemplateRow>;
  byIds(ids: readonly number[]): Promise<Map<number, TemplateRow>>;
  byName(wabaId: string, name: string, language: string): Promise<TemplateRow | null>;
  list(query: ListTemplatesQuery): Promise<ListTemplatesResult>;
  view(row: TemplateRow): TemplateView;
  saveBindings(id: number, bindings: SlotBindings): Promise<TemplateView>;
  applyMeta(trx: Knex.Transaction, element: TemplateElement): Promise<TemplateFacts>;
  shape(row: TemplateRow): ShapeOfTemplate;
  setStatus(trx: Knex.Transaction | null, id: number, status: TemplateStatus, statusText: string): Promise<void>;
}

export const templatesService = (strapi: Core.Strapi): TemplatesService =>
  strapi.plugin('whatsapp').service('templates') as TemplatesService;
