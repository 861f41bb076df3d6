import type { Core } from '@strapi/strapi';
import type { Limits } from './service';

export type { Limits } from './service';
export { limitsToCarry, takeUpLimits, type CarriedLimit } from './carried';
export type { Reservation } from './portfolio';
export { createBucket, type Bucket } from './domain/bucket';
export { freePlaces, spreadOf, stillCounts } from './domain/allowance';
export { reachedSql } from './portfolio';

export const limitsService = (strapi: Core.Strapi): Limits =>
  strapi.plugin('whatsapp').service('limits');
