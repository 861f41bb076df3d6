import type { GateContact } from '../../server/src/consent/domain/gate';

/** A person whom the gate lets through. */
export const aGatePerson = (over: Partial<GateContact> = {}): GateContact => ({
  marketing: 'in',
  utility: 'in',
  blocked: false,
  askedStopAt: null,
  pausedUntil: null,
  moveAskedAt: null,
  topicsOut: '',
  channels: '',
  frequency: null,
  mergedInto: null,
  hasNumber: true,
  hasAddress: true,
  inUnitedStates: false,
  timezone: null,
  country: null,
  ...over,
});
