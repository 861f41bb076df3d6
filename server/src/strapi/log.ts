import type { Core } from '@strapi/strapi';

/** One line per event: `[whatsapp:campaigns] batch settled campaign=12 accepted=48`. Never tokens, texts or full numbers. */
export interface Log {
  error(event: string, facts?: Facts): void;
  warn(event: string, facts?: Facts): void;
  info(event: string, facts?: Facts): void;
  debug(event: string, facts?: Facts): void;
}
type Facts = Record<string, string | number | boolean | null | undefined>;

const line = (scope: string, event: string, facts: Facts = {}) =>
  `[whatsapp:${scope}] ${event}${Object.entries(facts)
    .filter(([, v]) => v !== undefined)
    .map(([k, v]) => ` ${k}=${String(v)}`)
    .join('')}`;

export const createLog = (strapi: Core.Strapi, scope: string): Log => {
  const open = new Set((process.env.WHATSAPP_DEBUG ?? '').split(',').filter(Boolean));
  return {
    error: (event, facts) => strapi.log.error(line(scope, event, facts)),
    warn: (event, facts) => strapi.log.warn(line(scope, event, facts)),
    info: (event, facts) => strapi.log.info(line(scope, event, facts)),
    debug: (event, facts) =>
      open.has(scope) ? strapi.log.info(line(scope, event, facts)) : undefined,
  };
};

/** knex puts the whole statement before the database's words, on SQLite with its values: people's texts and numbers. */
const STATEMENT = /^(?:\w+:)?\s*(?:insert|update|delete|select|with|alter|create)\b[\s\S]* - /i;

/** What an error says. Not by `instanceof`: drivers make theirs where another `Error` may be at home. */
export const messageOf = (error: unknown): string => {
  const words: unknown =
    typeof error === 'object' && error !== null && 'message' in error ? error.message : null;
  return typeof words === 'string' ? words : String(error);
};

/** Text of an unknown error, without stack and without what the statement carried. */
export const errorText = (error: unknown): string =>
  messageOf(error).replace(STATEMENT, '').slice(0, 500);
