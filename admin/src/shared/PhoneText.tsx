import { Typography, type TypographyProps } from '@strapi/design-system';
import { useT } from './useT';

interface Props extends Omit<TypographyProps<'span'>, 'tag' | 'children'> {
  /** E.164 or digits as WhatsApp gives them; null for people who hide their number. */
  readonly phone: string | null;
  readonly username?: string | null;
}

/** `905321234567` → `+90 532 123 45 67`: groups of three and two, read well in any country. */
export const spacedPhone = (phone: string): string => {
  const digits = phone.replace(/[^\d]/g, '');
  if (digits.length < 7) return phone;
  const local = /^\+?90\d{10}$/.test(digits)
    ? digits.replace(/^(90)(\d{3})(\d{3})(\d{2})(\d{2})$/, '$1 $2 $3 $4 $5')
    : digits.replace(/(\d{1,3})(?=(\d{3})+$)/g, '$1 ');
  return `+${local}`;
};

/** A phone number, always left to right, or the user name, or "no number". */
export const PhoneText = ({ phone, username, ...rest }: Props) => {
  const t = useT();
  const hidden = username ? `@${username}` : t('shell.phone.none');
  return (
    <Typography {...rest} tag="span">
      <bdi dir="ltr">{phone ? spacedPhone(phone) : hidden}</bdi>
    </Typography>
  );
};
