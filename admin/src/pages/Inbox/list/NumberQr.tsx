import { Flex, Link, Typography } from '@strapi/design-system';
import { LinkQr } from '../../../shared/LinkQr';
import { useT } from '../../../shared/useT';

interface Props {
  readonly phone: string;
}

/** The number as a link and as a QR code: scanned with a phone, it opens a chat with us. */
export const NumberQr = ({ phone }: Props) => {
  const t = useT();
  const link = `https://wa.me/${phone.replace(/\D/g, '')}`;
  return (
    <Flex direction="column" gap={2}>
      <LinkQr link={link} label={t('inbox.list.qr', { phone })} testId="number-qr" />
      <Link href={link} isExternal>
        <Typography>{phone}</Typography>
      </Link>
    </Flex>
  );
};
