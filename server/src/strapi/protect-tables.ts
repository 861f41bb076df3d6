import type { Core } from '@strapi/strapi';

interface Persisted {
  name: string;
  dependsOn?: unknown;
}

/**
 * Strapi drops a plugin's tables at the first boot without it. Tables listed in the core store are left alone, so ours
 * are listed at every boot; what others listed stays listed.
 */
export const protectTables = async (strapi: Core.Strapi): Promise<void> => {
  const metadata = [...strapi.db.metadata.values()] as {
    uid: string;
    tableName: string;
    attributes: Record<string, unknown>;
  }[];
  const ours = metadata.filter(({ uid }) => uid.startsWith('plugin::whatsapp.'));
  const names = new Set<string>();
  for (const { tableName, attributes } of ours) {
    names.add(tableName);
    for (const attribute of Object.values(attributes)) {
      const join = (attribute as { joinTable?: { name?: string } }).joinTable?.name;
      if (join) names.add(join);
    }
  }
  const key = 'persisted_tables';
  const listed = ((await strapi.store.get({ type: 'core', key })) ?? []) as (Persisted | string)[];
  const known = new Set(listed.map((entry) => (typeof entry === 'string' ? entry : entry.name)));
  const missing = [...names].filter((name) => !known.has(name)).sort();
  if (missing.length === 0) return;
  await strapi.store.set({
    type: 'core',
    key,
    value: [...listed, ...missing.map((name) => ({ name }))],
  });
};
