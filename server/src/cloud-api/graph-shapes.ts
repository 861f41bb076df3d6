import { z } from 'zod';
import { byWord } from '../kernel/words';

/** Ids come as text and, here and there, as numbers. */
export const looseId = z.union([z.string().min(1), z.number()]).transform(String);
const text = z.string().nullish().catch(null);

export const successShape = z.object({ success: z.boolean().catch(true) });

export const pagingShape = z
  .object({ cursors: z.object({ after: text }).nullish().catch(null), next: text })
  .nullish()
  .catch(null);

/** What a marketing template may cost; see Meta, "Set a max price for marketing messages". */
const optimizationShape = z.looseObject({
  /** For 1,000 deliveries, in the smallest unit of the account's currency. */
  bid_amount: z.coerce.number().int().positive(),
  bid_strategy: text,
});

export const templateShape = z.object({
  id: looseId,
  name: z.string(),
  language: z.string(),
  status: z.string().catch('OTHER'),
  category: z.string().catch(''),
  previous_category: text,
  correct_category: text,
  sub_category: text,
  parameter_format: text,
  components: z.array(z.unknown()).catch([]),
  quality_score: z.object({ score: text }).nullish().catch(null),
  rejected_reason: text,
  created_time: z.union([z.string(), z.number()]).nullish().catch(null),
  optimization_spec: optimizationShape.nullish().catch(null),
});
/** One template as Meta lists it; `components` stays as it came. */
export type GraphTemplate = z.infer<typeof templateShape>;

export const templatePageShape = z.object({ data: z.array(z.unknown()), paging: pagingShape });

export const createdTemplateShape = z.object({
  id: looseId,
  status: z.string().catch('PENDING'),
  category: z.string().catch(''),
});

const TIERS = byWord<number | null>({
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1_000,
  TIER_2K: 2_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
  TIER_UNLIMITED: null,
});

/** People per rolling 24 hours: a number, `null` = unlimited, `undefined` = Meta did not say. */
export const limitOfTier = (
  tier: string | number | null | undefined
): number | null | undefined => {
  if (typeof tier === 'number') return tier < 0 ? null : tier;
  return TIERS.get(tier ?? '');
};

const DEFAULT_MPS = 80;

/** Messages per second of a throughput level; every unknown level is treated as the lowest. */
export const mpsOfLevel = (level: string | null | undefined): number =>
  level === 'HIGH' ? 1_000 : DEFAULT_MPS;

const QUALITY = ['GREEN', 'YELLOW', 'RED', 'NA', 'UNKNOWN'] as const;

export const phoneNumberShape = z
  .object({
    id: looseId,
    display_phone_number: z.string().catch(''),
    verified_name: z.string().catch(''),
    quality_rating: z.enum(QUALITY).catch('UNKNOWN'),
    status: z.string().catch('UNKNOWN'),
    name_status: text,
    code_verification_status: text,
    platform_type: text,
    account_mode: text,
    throughput: z.object({ level: text }).nullish().catch(null),
    whatsapp_business_manager_messaging_limit: text,
    messaging_limit_tier: text,
  })
  .transform((n) => ({
    id: n.id,
    displayPhoneNumber: n.display_phone_number,
    verifiedName: n.verified_name,
    qualityRating: n.quality_rating,
    status: n.status,
    nameStatus: n.name_status ?? null,
    codeVerificationStatus: n.code_verification_status ?? null,
    platformType: n.platform_type ?? null,
    accountMode: n.account_mode ?? null,
    throughputMps: mpsOfLevel(n.throughput?.level),
    /** See `limitOfTier`. */
    messagingLimit: limitOfTier(
      n.whatsapp_business_manager_messaging_limit ?? n.messaging_limit_tier
    ),
  }));
export type GraphPhoneNumber = z.infer<typeof phoneNumberShape>;

export const phoneNumberPageShape = z.object({
  data: z.array(phoneNumberShape),
  paging: pagingShape,
});

export const subscribedAppsShape = z
  .object({
    data: z.array(
      z.object({
        whatsapp_business_api_data: z.object({ id: looseId, name: text }).nullish().catch(null),
        override_callback_uri: text,
      })
    ),
  })
  .transform(({ data }) =>
    data.map((app) => ({
      appId: app.whatsapp_business_api_data?.id ?? null,
      name: app.whatsapp_business_api_data?.name ?? null,
      overrideCallbackUri: app.override_callback_uri ?? null,
    }))
  );
export type SubscribedApp = z.infer<typeof subscribedAppsShape>[number];

export const ownerShape = z
  .object({
    id: looseId,
    name: text,
    owner_business_info: z.object({ id: looseId, name: text }).nullish().catch(null),
  })
  .transform((waba) => ({
    wabaId: waba.id,
    wabaName: waba.name ?? null,
    portfolioId: waba.owner_business_info?.id ?? null,
    portfolioName: waba.owner_business_info?.name ?? null,
  }));
export type OwnerInfo = z.infer<typeof ownerShape>;

/** Whether the account has the Marketing Messages API, and in which currency it pays. */
export const marketingShape = z
  .object({ currency: text, marketing_messages_onboarding_status: text })
  .transform((waba) => ({
    currency: waba.currency?.slice(0, 3) ?? null,
    isOnboarded: waba.marketing_messages_onboarding_status?.toUpperCase() === 'ONBOARDED',
  }));
export type MarketingInfo = z.infer<typeof marketingShape>;

export const mediaInfoShape = z
  .object({
    id: looseId,
    url: z.string().min(1),
    mime_type: text,
    sha256: text,
    file_size: z.coerce.number().nullish().catch(null),
  })
  .transform((m) => ({
    id: m.id,
    url: m.url,
    mime: m.mime_type ?? null,
    sha256: m.sha256 ?? null,
    sizeBytes: m.file_size ?? null,
  }));
export type MediaInfo = z.infer<typeof mediaInfoShape>;

export const uploadedShape = z.object({ id: looseId });

/** An upload session: `upload:…?sig=…`. */
export const uploadSessionShape = z.object({
  id: z.string().regex(/^upload:[\w.=:+/-]+(\?[\w.=&%-]*)?$/),
});
/** The handle of a sample that was uploaded whole. */
export const uploadHandleShape = z.object({ h: z.string().min(1).max(4000) });

export const debugTokenShape = z
  .object({
    data: z.object({
      is_valid: z.boolean().catch(false),
      app_id: looseId.nullish().catch(null),
      expires_at: z.coerce.number().nullish().catch(null),
      scopes: z.array(z.string()).catch([]),
    }),
  })
  .transform(({ data }) => ({
    valid: data.is_valid,
    appId: data.app_id ?? null,
    /** Epoch milliseconds; null = never. */
    expiresAt: data.expires_at ? data.expires_at * 1000 : null,
    scopes: data.scopes,
  }));
export type TokenInfo = z.infer<typeof debugTokenShape>;
