import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { TemplateShape } from '../cloud-api/template-shape';
import type { WebhookElement } from '../cloud-api/webhook-element';
import type {
  ListTemplatesQuery,
  ListTemplatesResult,
  SlotBindings,
  SyncResult,
  TemplateStatus,
  TemplateView,
} from '../contracts/templates';
import type { SendableVerdict } from './domain/sendable';
import type { TemplateRow } from './tables';

export type { TemplateRow } from './tables';
export type { ResolvedValues, ValueContact } from './domain/values';
export type { SendableVerdict } from './domain/sendable';
export { resolveValues } from './domain/values';
export { isSendable } from './domain/sendable';

/** A template change that Meta announced by webhook. */
export type TemplateElement = Pick<WebhookElement, 'kind' | 'wabaId' | 'value' | 'at'>;

export interface TemplateFacts {
  /** Null when we do not know this template (it comes with the next sync). */
  templateId: number | null;
  status?: TemplateStatus;
  /** It was sendable and is not any more: campaigns that use it pause. */
  stopped?: boolean;
  /** Only a pause by Meta. */
  paused?: boolean;
  categoryChanged?: { from: string; to: string };
  /** What the change says is not all (new components, or an unknown template): sync the WABA soon. */
  reread?: boolean;
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
  /** Slots and unsupported parts; cached until the components change. */
  shape(row: TemplateRow): TemplateShape;
  /** `isSendable` with the parts that this plugin cannot fill. */
  sendable(row: TemplateRow): SendableVerdict;
  setStatus(
    trx: Knex.Transaction | null,
    id: number,
    status: { status: TemplateStatus; statusText: string }
  ): Promise<void>;
}

export const templatesService = (strapi: Core.Strapi): TemplatesService =>
  strapi.plugin('whatsapp').service('templates') as TemplatesService;
