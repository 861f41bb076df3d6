/** Endings of countries below which anybody may register a name: `com.tr`, `co.uk`. */
const OF_COUNTRIES = /^(?:ac|co|com|edu|gen|go|gov|ne|net|or|org)\.[a-z]{2}$/;

/** More of them, and hosts of services below which each customer has a name of their own. */
const SHARED: ReadonlySet<string> = new Set([
  ...['av.tr', 'bel.tr', 'biz.tr', 'info.tr', 'k12.tr', 'name.tr', 'tel.tr', 'tv.tr', 'web.tr'],
  ...['ltd.uk', 'me.uk', 'plc.uk', 'sch.uk'],
  ...['000webhostapp.com', 'azurefd.net', 'azurestaticapps.net', 'azurewebsites.net', 'b-cdn.net'],
  ...['blogspot.com', 'cloudfront.net', 'cloudfunctions.net', 'ddns.net', 'deno.dev'],
  ...['duckdns.org', 'pages.dev', 'pythonanywhere.com', 'r2.dev'],
  ...['firebaseapp.com', 'fly.dev', 'github.io', 'gitlab.io', 'glitch.me', 'herokuapp.com'],
  ...['loca.lt', 'myshopify.com', 'netlify.app', 'ngrok-free.app', 'ngrok.app', 'ngrok.dev'],
  ...['ngrok.io', 'ondigitalocean.app', 'onrender.com'],
  ...['railway.app', 'repl.co', 'replit.app', 'strapiapp.com', 'supabase.co', 'surge.sh'],
  ...['trafficmanager.net', 'trycloudflare.com', 'up.railway.app', 'vercel.app', 'web.app'],
  ...['webflow.io', 'wixsite.com', 'wordpress.com', 'workers.dev'],
]);

/** Services that put regions and kinds of service between their name and that of the customer. */
const REGIONAL = [
  ...['amazonaws.com', 'appspot.com', 'cloudapp.azure.com', 'digitaloceanspaces.com'],
  ...['on.aws', 'run.app', 'windows.net'],
];

/**
 * May anybody have a host below this one? By a short list of what is common: the Public Suffix List
 * (https://publicsuffix.org) has thousands of lines, and new ones each week.
 */
export const isPublicEnding = (hostname: string): boolean =>
  !hostname.includes('.') ||
  OF_COUNTRIES.test(hostname) ||
  SHARED.has(hostname) ||
  REGIONAL.some((ending) => hostname === ending || hostname.endsWith(`.${ending}`));
