import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import type { Core } from '@strapi/types';
import type { Webhook } from '../server/src/webhook/public';

/** What the process under measure saw since `watch` began. Moments are those of `Date.now()`. */
export interface Watched {
  /** Natural key of each message of a customer, and when it was applied. */
  applied: [string, number][];
  /** Ages of delivery statuses when they were applied, ms; Meta tells whole seconds. */
  receiptAges: number[];
  /** Delay of the event loop, ms. */
  loopP50: number;
  loopP99: number;
  loopMax: number;
}

/** Listens to what is applied, without a query: asking the database would be part of what is measured. */
export const createWatch = (strapi: Core.Strapi) => {
  const webhook = strapi.plugin('whatsapp').service('webhook') as Webhook;
  let applied: [string, number][] = [];
  let receiptAges: number[] = [];
  let delay: IntervalHistogram | null = null;
  let isListening = false;

  const begin = (): boolean => {
    applied = [];
    receiptAges = [];
    delay?.disable();
    delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const handlers = webhook.hooks?.handlers;
    if (!handlers || isListening) return true;
    isListening = true;
    const usual = handlers.committed.bind(handlers);
    handlers.committed = (elements) => {
      const now = Date.now();
      for (const { kind, naturalKey, at } of elements) {
        if (kind === 'message') applied.push([naturalKey, now]);
        if (kind === 'status') receiptAges.push(now - (at ?? now));
      }
      usual(elements);
    };
    return true;
  };

  const read = (): Watched => {
    const ms = (nanos: number) => nanos / 1e6;
    return {
      applied,
      receiptAges,
      loopP50: ms(delay?.percentile(50) ?? 0),
      loopP99: ms(delay?.percentile(99) ?? 0),
      loopMax: ms(delay?.max ?? 0),
    };
  };
  return { begin, read };
};
