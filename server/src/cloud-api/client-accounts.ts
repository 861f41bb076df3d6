import { err, type Result } from '../kernel/result';
import type { GraphError } from './errors';
import { isMetaId } from './graph-paths';
import {
  debugTokenShape,
  marketingShape,
  ownerShape,
  phoneNumberPageShape,
  phoneNumberShape,
  subscribedAppsShape,
  successShape,
  type GraphPhoneNumber,
  type MarketingInfo,
  type OwnerInfo,
  type SubscribedApp,
  type TokenInfo,
} from './graph-shapes';
import { invalidId, manageCall, type ManageCall, type ManageDeps } from './manage-call';

type Answer<T> = Promise<Result<T, GraphError>>;
type Success = { success: boolean };

export type AccountCalls = {
  getPhoneNumber(phoneNumberId: string): Answer<GraphPhoneNumber>;
  /** The numbers of a WABA: at most 100, far above Meta's quota. */
  listPhoneNumbers(wabaId: string): Answer<GraphPhoneNumber[]>;
  /** Lets the WABA's events flow to our app; with `override` to an own address. Without one an old override is removed. */
  subscribeApp(
    wabaId: string,
    override?: { callbackUrl: string; verifyToken: string }
  ): Answer<Success>;
  unsubscribeApp(wabaId: string): Answer<Success>;
  getSubscribedApps(wabaId: string): Answer<SubscribedApp[]>;
  /** The portfolio that owns the WABA: its id is what messaging limits are counted by. */
  ownerBusinessInfo(wabaId: string): Answer<OwnerInfo>;
  /** Currency of the WABA, and whether it may send by the Marketing Messages API. */
  marketingInfo(wabaId: string): Answer<MarketingInfo>;
  /** What Meta knows of our own token: validity, end, permissions. */
  debugToken(): Answer<TokenInfo>;
};

const NUMBER_FIELDS =
  'id,display_phone_number,verified_name,quality_rating,status,name_status,code_verification_status,platform_type,account_mode,throughput,whatsapp_business_manager_messaging_limit';

export const accountCalls = (deps: ManageDeps): AccountCalls => ({
  ...numberCalls(deps),
  ...subscriptionCalls(deps),
  ownerBusinessInfo: (id) =>
    withId(deps, { id, field: 'wabaId' }, (path) => ({
      verb: 'ownerBusinessInfo',
      method: 'GET',
      path,
      query: { fields: 'id,name,owner_business_info' },
      target: 'waba',
      shape: ownerShape,
    })),
  marketingInfo: (id) =>
    withId(deps, { id, field: 'wabaId' }, (path) => ({
      verb: 'marketingInfo',
      method: 'GET',
      path,
      query: { fields: 'currency,marketing_messages_onboarding_status' },
      target: 'waba',
      shape: marketingShape,
    })),
  debugToken: () =>
    manageCall(deps, {
      verb: 'debugToken',
      method: 'GET',
      path: 'debug_token',
      query: { input_token: deps.token },
      shape: debugTokenShape,
    }),
});

const numberCalls = (
  deps: ManageDeps
): Pick<AccountCalls, 'getPhoneNumber' | 'listPhoneNumbers'> => ({
  getPhoneNumber: (id) =>
    withId(deps, { id, field: 'phoneNumberId' }, (path) => ({
      verb: 'getPhoneNumber',
      method: 'GET',
      path,
      query: { fields: NUMBER_FIELDS },
      target: 'number',
      shape: phoneNumberShape,
    })),
  listPhoneNumbers: (id) =>
    withId(deps, { id, field: 'wabaId' }, (path) => ({
      verb: 'listPhoneNumbers',
      method: 'GET',
      path: `${path}/phone_numbers`,
      query: { fields: NUMBER_FIELDS, limit: 100 },
      target: 'waba',
      shape: phoneNumberPageShape.transform((page) => page.data),
    })),
});

const subscriptionCalls = (
  deps: ManageDeps
): Pick<AccountCalls, 'subscribeApp' | 'unsubscribeApp' | 'getSubscribedApps'> => ({
  subscribeApp: (id, override) =>
    withId(deps, { id, field: 'wabaId' }, (path) => ({
      verb: 'subscribeApp',
      method: 'POST',
      path: `${path}/subscribed_apps`,
      ...(override
        ? {
            json: {
              override_callback_uri: override.callbackUrl,
              verify_token: override.verifyToken,
            },
          }
        : {}),
      target: 'waba',
      shape: successShape,
    })),
  unsubscribeApp: (id) =>
    withId(deps, { id, field: 'wabaId' }, (path) => ({
      verb: 'unsubscribeApp',
      method: 'DELETE',
      path: `${path}/subscribed_apps`,
      target: 'waba',
      shape: successShape,
    })),
  getSubscribedApps: (id) =>
    withId(deps, { id, field: 'wabaId' }, (path) => ({
      verb: 'getSubscribedApps',
      method: 'GET',
      path: `${path}/subscribed_apps`,
      target: 'waba',
      shape: subscribedAppsShape,
    })),
});

/** Runs a call on one node, if its id cannot lead elsewhere. */
const withId = <T>(
  deps: ManageDeps,
  { id, field }: { id: string; field: string },
  call: (path: string) => ManageCall<T>
): Answer<T> =>
  isMetaId(id) ? manageCall(deps, call(id)) : Promise.resolve(err(invalidId(field)));
