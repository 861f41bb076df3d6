import { Box, Button, Checkbox, Flex, Popover, Typography } from '@strapi/design-system';
import { Cog } from '@strapi/icons';
import { useIntl } from 'react-intl';
import type { CustomField } from '../../../../../server/src/contracts/contacts';
import { fieldLabel } from '../../../shared/people/conditions';
import { plainColumns } from '../../../shared/people/PeopleTable';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';

interface Props {
  readonly columns: readonly string[];
  readonly fields: readonly CustomField[];
  readonly onChange: (columns: string[]) => void;
}

/** Which columns the table shows; kept in this browser. */
export const ColumnsChooser = ({ columns, fields, onChange }: Props) => {
  const t = useT();
  const { locale } = useIntl();
  const { can } = useCan();
  // A column whose values the reader may not see would stay empty.
  const readable = fields.filter(({ sensitive }) => sensitive === null || can.contactSensitive);
  const all = [
    ...plainColumns.map((key) => ({ key: key as string, label: t(`contacts.column.${key}`) })),
    ...readable.map((field) => ({ key: `custom.${field.key}`, label: fieldLabel(field, locale) })),
  ];
  const toggle = (key: string) =>
    onChange(columns.includes(key) ? columns.filter((one) => one !== key) : [...columns, key]);
  return (
    <Popover.Root>
      <Popover.Trigger>
        <Button variant="tertiary" endIcon={<Cog aria-hidden />}>
          {t('people.columns')}
        </Button>
      </Popover.Trigger>
      <Popover.Content align="end">
        <Box padding={4}>
          <Flex direction="column" alignItems="flex-start" gap={2}>
            <Typography variant="sigma" textColor="neutral600">
              {t('people.columns')}
            </Typography>
            {all.map(({ key, label }) => (
              <Checkbox
                key={key}
                checked={columns.includes(key)}
                onCheckedChange={() => toggle(key)}
              >
                {label}
              </Checkbox>
            ))}
          </Flex>
        </Box>
      </Popover.Content>
    </Popover.Root>
  );
};
