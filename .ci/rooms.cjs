'use strict';

/*
 * Direction between the rooms of the server (docs/architecture.md): a room sees only lower levels, and
 * of another room only its `public` file. Run by `npm run rooms`.
 */
const levels = [
  ['kernel', 'contracts'],
  ['cloud-api', 'strapi'],
  ['runtime', 'settings', 'logs'],
  ['realtime', 'webhook', 'sensitive'],
  ['operations'],
  ['accounts', 'contacts'],
  ['links', 'records', 'media', 'outbound', 'parked', 'system-keys'],
  ['business-profile', 'consent', 'groups', 'templates'],
  ['limits', 'preferences'],
  ['conversations', 'conversions', 'handover', 'opt-in'],
  ['audience', 'tasks', 'quick-replies', 'inbox-views', 'prices'],
  ['imports', 'segments'],
  ['sending'],
  ['preference-chat', 'testers'],
  ['flows'],
  ['bots'],
  ['automations', 'campaigns'],
  ['api', 'insights', 'setup', 'team', 'timeline'],
  ['privacy'],
  ['moving'],
  ['wiring'],
];

/** Rooms without a `public` file: their files are small and made to be imported one by one. */
const open = ['kernel', 'contracts', 'cloud-api', 'strapi'];

const oneOf = (names) => `(?:${names.join('|')})`;

const directions = levels.slice(0, -1).map((names, level) => ({
  name: `level-${level}-sees-no-higher-level`,
  comment: `${names.join(', ')} may import only what is below them.`,
  severity: 'error',
  from: { path: `^server/src/${oneOf(names)}/` },
  to: { path: `^server/src/(?:${oneOf(levels.slice(level + 1).flat())}/|[^/]+\\.ts$)` },
}));

module.exports = {
  forbidden: [
    ...directions,
    {
      name: 'no-circular',
      comment: 'A cycle means that two files are one module.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'only-public',
      comment: 'Another room is entered through its public file.',
      severity: 'error',
      from: { path: '^server/src/([^/]+)/', pathNot: '^server/src/wiring/' },
      to: {
        path: `^server/src/(?!${oneOf(open)}/)[^/]+/`,
        pathNot: ['^server/src/$1/', '^server/src/[^/]+/public(?:\\.ts$|/)'],
      },
    },
    {
      name: 'every-room-has-a-level',
      comment: 'A new room must be placed in the table of levels above.',
      severity: 'error',
      from: { path: `^server/src/(?!${oneOf(levels.flat())}/)[^/]+/` },
      to: {},
    },
    {
      name: 'domain-is-pure',
      comment: 'domain/ computes; it imports kernel, contracts and the files of its own domain.',
      severity: 'error',
      from: { path: '^server/src/([^/]+)/domain/' },
      to: {
        path: '^server/src/',
        pathNot: [
          '^server/src/(?:kernel|contracts)/',
          // The Cloud API's words and shapes are pure too; its transports and client are not.
          '^server/src/cloud-api/(?:errors|envelope|webhook-element|outcome|template-structure)\\.ts$',
          '^server/src/$1/(?:domain/|types\\.ts$)',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'domain-has-no-io',
      comment: 'domain/ does no input or output.',
      severity: 'error',
      from: { path: '^server/src/[^/]+/domain/' },
      to: {
        path: [
          '^(?:node:)?(?:fs|http|https|net|child_process|dns|stream)(?:/|$)',
          'node_modules/(?:@strapi|knex|axios|undici|koa|node-cron)/',
        ],
      },
    },
    {
      name: 'cloud-api-has-no-strapi',
      comment: 'The Graph client is HTTP only.',
      severity: 'error',
      from: { path: '^server/src/cloud-api/' },
      to: { path: ['^server/src/strapi/', 'node_modules/@strapi/', 'node_modules/knex/'] },
    },
    {
      name: 'kernel-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^server/src/kernel/' },
      to: {
        path: ['^(?:server|admin|simulator)/', 'node_modules/@strapi/'],
        pathNot: '^server/src/kernel/',
      },
    },
    {
      name: 'contracts-are-shared',
      comment: 'The browser loads them: zod and other contracts only.',
      severity: 'error',
      from: { path: '^server/src/contracts/' },
      to: { pathNot: ['^server/src/contracts/', 'node_modules/zod/'] },
    },
    {
      name: 'formats-import-nothing',
      comment:
        'Containers of files, read and written in browsers: admin and simulator both use them.',
      severity: 'error',
      from: { path: '^formats/' },
      to: {},
    },
    {
      name: 'admin-imports-contracts-only',
      severity: 'error',
      from: { path: '^admin/' },
      to: { path: '^(?:server|simulator)/', pathNot: '^server/src/contracts/' },
    },
    {
      name: 'server-imports-no-admin',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(?:admin|simulator)/' },
    },
    {
      name: 'simulator-stands-alone',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^(?:server|admin)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:dist|build)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
    progress: { type: 'none' },
  },
};
