/** Commands of Strapi's command line that serve. */
const SERVING = new Set(['start', 'develop', 'dev']);

/**
 * True in a command that ends by itself (`strapi export`, `strapi console`, `strapi admin:reset-user-password`): it loads
 * the plugin too, beside the running server, and must neither send nor take part in the work.
 */
export const isOneOffCommand = (argv: readonly string[]): boolean => {
  const [, script = '', command = ''] = argv;
  const name = script.split(/[/\\]/).at(-1) ?? '';
  return /^strapi(?:\.js|\.cmd)?$/.test(name) && command !== '' && !SERVING.has(command);
};
