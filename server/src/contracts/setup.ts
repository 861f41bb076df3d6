import { z } from 'zod';

export const stepKey = z.enum([
  'encryption-key',
  'public-url',
  'number',
  'webhook',
  'first-message',
  'payment',
  'consent-rules',
  'people',
  'team',
]);

/** Roles that can be made with one press. */
export const readyRole = z.enum(['agent', 'marketer', 'administrator']);
export type ReadyRole = z.infer<typeof readyRole>;

/** Whose conversations the ready role of an agent reads: own ones, those of nobody too, or everybody's. */
export const agentReads = z.enum(['own', 'unassigned', 'all']);
export type AgentReads = z.infer<typeof agentReads>;

/** POST /setup/roles */
export const createRolesBody = z.object({ agentReads: agentReads.default('unassigned') });

/** A role made for WhatsApp that may still put anything into Strapi's media library. */
export const uploadingRole = z.object({
  id: z.number().int(),
  name: z.string(),
  /** People who have it. */
  people: z.number().int(),
});
export type UploadingRole = z.infer<typeof uploadingRole>;

/** GET /setup: every step is checked by the server; only `payment` is ticked by hand. */
export const setupResult = z.object({
  configured: z.boolean(),
  steps: z.array(
    z.object({
      key: stepKey,
      state: z.enum(['done', 'open', 'problem']),
      /** Short fact to show: the address, the number of people… */
      detail: z.string().nullable(),
    })
  ),
  done: z.number().int(),
  webhookUrl: z.string(),
  simulator: z.object({ command: z.string(), running: z.boolean(), url: z.string() }),
  sample: z.object({ loaded: z.boolean(), rows: z.number().int(), allowed: z.boolean() }),
  roles: z.object({
    /** Ready roles that are not there yet. */
    missing: z.array(readyRole),
    /** This person may make roles in Strapi. */
    allowed: z.boolean(),
  }),
  /** What runs in a browser and could get into the media library; null for who may not configure. */
  library: z
    .object({
      roles: z.array(uploadingRole),
      /** This person may change roles in Strapi. */
      allowed: z.boolean(),
      /** Who may change roles. */
      roleEditors: z.array(z.string()),
      /** The advised `plugin::upload.security.deniedTypes`; null when the host refuses such files already. */
      deniedTypes: z.array(z.string()).nullable(),
    })
    .nullable(),
  /** People who may configure, for visitors who may not. */
  administrators: z.array(z.string()),
});
export type SetupResult = z.infer<typeof setupResult>;

/** PUT /setup/payment */
export const paymentBody = z.object({ ticked: z.boolean() });

/** POST /setup/upload-rights/remove: the roles that the person was shown. */
export const removeUploadRightsBody = z.object({
  roleIds: z.array(z.number().int().positive()).min(1).max(100),
});
