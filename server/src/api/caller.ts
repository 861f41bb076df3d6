import type { Context } from 'koa';
import { DomainError } from '../kernel/errors';

/** The API token that calls. */
export interface Caller {
  tokenId: number;
  /** Whose idempotency keys and messages these are. */
  owner: string;
  /** A full-access token sees what other tokens sent. */
  all: boolean;
}

interface AuthState {
  strategy?: { name?: string };
  credentials?: { id?: unknown; type?: unknown } | null;
}

const STRATEGIES = new Set(['content-api-token', 'api-token']);

/**
 * Strapi has checked the token and its scope already. A host may have opened our actions to the Public role or to its
 * own users by mistake: they are refused here, since anybody could then write to customers.
 */
export const callerOf = (ctx: Context): Caller => {
  const { strategy, credentials } = ((ctx.state as { auth?: AuthState }).auth ?? {}) as AuthState;
  const tokenId = Number(credentials?.id);
  if (!STRATEGIES.has(strategy?.name ?? '') || !Number.isInteger(tokenId) || tokenId <= 0) {
    throw new DomainError('token-needed', 'only API tokens may use this route', {
      status: 403,
      field: 'Authorization',
      remedy:
        'Create an API token in Settings › API Tokens, and remove the action from public roles.',
    });
  }
  return { tokenId, owner: `token:${tokenId}`, all: credentials?.type === 'full-access' };
};
