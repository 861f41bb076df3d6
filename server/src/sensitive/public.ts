import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type {
  AllowSensitiveBody,
  SensitiveAllowance,
  SensitiveField,
  SensitiveKind,
  SensitiveUse,
} from '../contracts/sensitive';
import { DomainError } from '../kernel/errors';
import type { Sql } from '../strapi/db';
import { nameOf } from './domain/name';
import { openUses } from './store';

export { nameOf } from './domain/name';

export interface Actor {
  id: number;
  name: string;
}

/** A field with its mark, as the room that owns the field tells it. */
export interface MarkedField {
  field: SensitiveField;
  kind: SensitiveKind;
  label: string;
}

/** Marked fields that a use must leave out, by name (`nameOf`). */
export type LockedFields = ReadonlyMap<string, MarkedField>;

export interface SensitiveService {
  /** Who knows the marks: the rooms that own fields; filled by the wiring. Each reads with the handle given. */
  marks: ((sql: Sql) => Promise<MarkedField[]>)[];
  /** Fields that are marked and not allowed for this use. Awaits nothing but `sql`: permits may ask. */
  locked(sql: Sql, use: SensitiveUse): Promise<LockedFields>;
  /** All allowances, the newest first. */
  list(): Promise<SensitiveAllowance[]>;
  /** Throws `not-sensitive`, `already-allowed`. Written down with who and why. */
  allow(body: AllowSensitiveBody, actor: Actor): Promise<SensitiveAllowance>;
  /** Throws `not-found`; one that is withdrawn already stays as it is. */
  withdraw(id: number, actor: Actor): Promise<void>;
  /** A mark was set (kind), changed or taken away (null): told to the log; without a mark nothing stays allowed. */
  marked(
    trx: Knex.Transaction,
    change: { field: SensitiveField; label: string; kind: SensitiveKind | null; actor: Actor }
  ): Promise<void>;
}

/** Which uses each field is allowed for now, by name. */
export const allowedUses = async (sql: Sql): Promise<ReadonlyMap<string, SensitiveUse[]>> => {
  const found = new Map<string, SensitiveUse[]>();
  for (const { fieldName, purpose } of await openUses(sql))
    found.set(fieldName, [...(found.get(fieldName) ?? []), purpose]);
  return found;
};

/** Names of the fields that are allowed for one use. */
export const allowedFor = async (sql: Sql, use: SensitiveUse): Promise<ReadonlySet<string>> =>
  new Set((await openUses(sql, use)).map(({ fieldName }) => fieldName));

const NAMED: Record<SensitiveUse, string> = {
  messages: 'messages',
  segments: 'segments and filters',
  exports: 'exports',
};

/** The refusal of everything that names a locked field: what it is, and what would open it. */
export const sensitiveRefusal = (
  { field, label, kind }: MarkedField,
  { use, at }: { use: SensitiveUse; at: string }
): DomainError =>
  new DomainError('sensitive-field', `${at}: "${label}" is a sensitive field (${kind})`, {
    field: at,
    sensitive: nameOf(field),
    label,
    use,
    status: 422,
    remedy: `Remove the field, or ask someone with the permission “Use sensitive fields” to allow it for ${NAMED[use]} under Settings › WhatsApp › Custom fields and tags.`,
  });

/** Somebody without the permission wants to take a mark away, or to write what they may not see. */
export const sensitiveForbidden = (at: string, label: string): DomainError =>
  new DomainError('sensitive-forbidden', `${at}: "${label}" is a sensitive field`, {
    field: at,
    label,
    status: 403,
    remedy: 'Ask an administrator for the permission “Use sensitive fields”.',
  });

export const sensitiveService = (strapi: Core.Strapi): SensitiveService =>
  strapi.plugin('whatsapp').service('sensitive') as SensitiveService;
