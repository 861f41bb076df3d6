/** Where a person speaks on WhatsApp itself, or on a page behind a link of their own: nothing is to be confirmed. */
const ON_WHATSAPP = new Set(['keyword', 'WhatsApp', 'preference page', 'preference chat', 'merge']);

/**
 * Was this opt-in taken on another channel (O-06): by a file, a program, a linked record, somebody of the team? What a
 * message of the person carried proves itself, and so does a form, which needs one.
 */
export const isFromElsewhere = ({
  source,
  wamid,
}: {
  source: string;
  wamid?: string | null | undefined;
}): boolean => !wamid && !ON_WHATSAPP.has(source) && !source.startsWith('form:');
