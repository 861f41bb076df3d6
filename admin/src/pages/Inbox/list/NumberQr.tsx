import { useEffect, useState } from 'react';
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { useT } from '../../../shared/useT';

interface Props {
  readonly phone: string;
}

/** The picture of a link; null while it is drawn, and where it cannot be. */
const useQr = (link: string): string | null => {
  const [svg, setSvg] = useState<string | null>(null);
  useEffect(() => {
    let isHere = true;
    // Seen once, when a number is new: not part of the page.
    void import('qrcode')
      .then(({ toString }) => toString(link, { type: 'svg', margin: 2 }))
      .then((drawn) => (isHere ? setSvg(drawn) : undefined))
      .catch(() => undefined);
    return () => {
      isHere = false;
    };
  }, [link]);
  return svg;
};

/** The number as a link and as a QR code: scanned with a phone, it opens a chat with us. */
export const NumberQr = ({ phone }: Props) => {
  const t = useT();
  const link = `https://wa.me/${phone.replace(/\D/g, '')}`;
  const svg = useQr(link);
  return (
    <Flex direction="column" gap={2}>
      {svg === null ? null : (
        <Box background="neutral0" hasRadius>
          <img
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
            alt={t('inbox.list.qr', { phone })}
            style={{ inlineSize: '14rem', blockSize: '14rem', display: 'block' }}
            data-testid="number-qr"
          />
        </Box>
      )}
      <Link href={link} isExternal>
        <Typography>{phone}</Typography>
      </Link>
    </Flex>
  );
};
