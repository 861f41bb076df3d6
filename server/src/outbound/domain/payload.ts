/** A body as it is kept: without a number. */
export const payloadOf = ({
  type,
  at,
  data,
  contact,
}: {
  type: string;
  at: number;
  data: Record<string, unknown>;
  /** Document id of the person. */
  contact: string | null;
}): string =>
  JSON.stringify({
    type,
    timestamp: new Date(at).toISOString(),
    data: { ...(contact === null ? {} : { contact: { id: contact } }), ...data },
  });

/** The body with the person's number, for an address that gets numbers; as it is when there is none. */
export const withNumber = (payload: string, phone: string | null): string => {
  if (phone === null) return payload;
  const body = JSON.parse(payload) as { data: { contact?: Record<string, unknown> } };
  if (!body.data.contact) return payload;
  body.data.contact.phone = phone;
  return JSON.stringify(body);
};
