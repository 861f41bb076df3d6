import { Typography, type TypographyProps } from '@strapi/design-system';
import { spacedPhone } from './spaced-phone';
import { useT } from './useT';

interface Props extends Omit<TypographyProps<'span'>, 'tag' | 'children'> {
  /** E.164 or digits as WhatsApp gives them; null for people who hide their number. */
  readonly phone: string | null;
  readonly username?: string | null;
}

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
