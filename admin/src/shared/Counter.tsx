import { Typography } from '@strapi/design-system';
import { useT } from './useT';

/** "312/1024", in red when too long. */
export const Counter = ({ length, limit }: { length: number; limit: number }) => {
  const t = useT();
  return (
    <Typography variant="pi" textColor={length > limit ? 'danger600' : 'neutral600'}>
      {t('templates.editor.counter', { length, limit })}
    </Typography>
  );
};
