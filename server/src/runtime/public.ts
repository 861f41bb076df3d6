import type { Core } from '@strapi/strapi';
import type { Runtime } from './service';

export type { Runtime, Suspended } from './service';
export type { Lease, Leases } from './leases';
export type { DoorWait } from './door';
export type { EngineConfig } from './config';
export type { EngineHealth, JobEngine } from './engine/job-engine';
export { engineConfigSchema, jobsConfigSchema } from './config';
export { readJobs } from './domain/jobs';
export { singleFlight } from './single-flight';
export { createDaily } from './daily';
export { startTicking } from './ticking';
export { loadInstall } from './install';
export { installTable, leaseTable } from './tables';
export type { Refolding } from './refold';
export {
  beginRefold,
  notRefoldedSql,
  refoldForAWhile,
  refoldNames,
  rewriteRows,
  takeUpFold,
} from './refold';

export const runtimeService = (strapi: Core.Strapi): Runtime =>
  strapi.plugin('whatsapp').service('runtime');
