import { Box } from '@strapi/design-system';

type Props = {
  /** 0…100 */
  value: number;
  /** What it means, in words with numbers. */
  label: string;
  thin?: boolean;
};

/** A share of a whole as a bar: Strapi's own bar is made for dark toasts and of fixed width. */
export const ProgressLine = ({ value, label, thin = false }: Props) => (
  <Box
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.round(value)}
    background="neutral150"
    hasRadius
    overflow="hidden"
    height={thin ? 1 : 2}
    width="100%"
    minWidth="8rem"
  >
    <Box
      background="primary600"
      hasRadius
      height="100%"
      width={`${Math.min(100, Math.max(0, value))}%`}
    />
  </Box>
);
