import { Box, Searchbar } from '@strapi/design-system';
import { useT } from './useT';

type Props = { name: string; label: string; value: string; onChange: (value: string) => void };

/** Strapi's search bar, wide enough for what it asks. */
export const SearchBox = ({ name, label, value, onChange }: Props) => {
  const t = useT();
  return (
    <Box width={{ initial: '100%', medium: '30rem' }}>
      <Searchbar
        name={name}
        size="S"
        value={value}
        placeholder={label}
        clearLabel={t('contacts.clear')}
        onChange={(e) => onChange(e.target.value)}
        onClear={() => onChange('')}
      >
        {label}
      </Searchbar>
    </Box>
  );
};
