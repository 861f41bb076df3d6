import { useEffect, useState } from 'react';
import { Box } from '@strapi/design-system';

/** The picture of a link; null while it is drawn, and where it cannot be. */
const useQr = (link: string): string | null => {
  const [svg, setSvg] = useState<string | null>(null);
  useEffect(() => {
    let isHere = true;
    // Seen seldom, when something is set up: not part of the page.
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

interface Props {
  readonly link: string;
  /** What happens when it is scanned. */
  readonly label: string;
  readonly testId: string;
}

/** A link as a QR code, for a phone to open. */
export const LinkQr = ({ link, label, testId }: Props) => {
  const svg = useQr(link);
  return svg === null ? null : (
    <Box background="neutral0" hasRadius>
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
        alt={label}
        style={{ inlineSize: '14rem', blockSize: '14rem', display: 'block' }}
        data-testid={testId}
      />
    </Box>
  );
};
