/** What is wrong with a value before it is sent, at which field, and what would be right. */
export type Problem = {
  /** Path within the message, such as `interactive.action.buttons[2].reply.title`. */
  field: string;
  kind:
    | 'missing'
    | 'too-long'
    | 'too-many'
    | 'too-few'
    | 'duplicate'
    | 'both-given'
    | 'not-allowed'
    | 'bad-format'
    | 'out-of-range'
    | 'open-variable';
  message: string;
  limit?: number;
};

/** Counts like Meta's strictest clients do: UTF-16 units, so that an emoji can only make us stricter. */
export const checkLength = (
  field: string,
  value: string | undefined,
  { max, required = false }: { max: number; required?: boolean }
): Problem[] => {
  if (value === undefined || value.trim() === '') {
    return required ? [{ field, kind: 'missing', message: `${field} must not be empty` }] : [];
  }
  return value.length > max
    ? [
        {
          field,
          kind: 'too-long',
          limit: max,
          message: `${field} may have at most ${max} characters`,
        },
      ]
    : [];
};

/** Checks how many there are; both ends count as allowed. */
export const checkCount = (
  field: string,
  count: number,
  { min, max }: { min: number; max: number }
): Problem[] => {
  if (count < min) {
    return [{ field, kind: 'too-few', limit: min, message: `${field} needs at least ${min}` }];
  }
  return count > max
    ? [{ field, kind: 'too-many', limit: max, message: `${field} may have at most ${max}` }]
    : [];
};

/** Checks a link that Meta or a phone will open: whole, http or https. */
export const checkUrl = (field: string, value: string, max = 2000): Problem[] => {
  const long = checkLength(field, value, { max, required: true });
  if (long.length > 0) return long;
  return /^https?:\/\/[^\s/$.?#][^\s]*$/i.test(value) && URL.canParse(value)
    ? []
    : [
        {
          field,
          kind: 'bad-format',
          message: `${field} must be a whole address that begins with http:// or https://`,
        },
      ];
};
