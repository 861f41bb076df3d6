import { Box, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { HostTypeView, MappingView } from '../../../../../server/src/contracts/records';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { Allowances } from '../sensitive/Allowances';
import { KindSelect } from '../sensitive/KindSelect';
import { ownFields, type MappingForm } from './useMappingForm';

interface Props {
  readonly type: HostTypeView;
  readonly mapping: MappingView | null;
  readonly form: MappingForm;
}

/** Which fields of the entries are sensitive, why, and what each is allowed for. */
export const Marks = ({ type, mapping, form }: Props) => {
  const t = useT();
  const { can } = useCan();
  const { body, change, trouble } = form;
  const { marks } = body;
  // What says something of the person is copied into the contact: the server refuses a mark there.
  const copied = Object.values(body.fields);
  const fields = ownFields(type);
  const open = fields.filter(({ path }) => !marks[path] && !copied.includes(path));
  const marked = fields.filter(({ path }) => marks[path]);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root name="mark" hint={t('records.marks.hint')}>
        <Field.Label>{t('records.marks.add')}</Field.Label>
        <SingleSelect
          value=""
          placeholder={t('records.fields.choose')}
          onChange={(path) => change({ marks: { ...marks, [String(path)]: 'other' } })}
        >
          {open.map(({ path, label }) => (
            <SingleSelectOption key={path} value={path}>
              {label}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Hint />
      </Field.Root>
      {marked.map(({ path, label }) => {
        const isSaved = mapping?.marks[path] !== undefined;
        const others = Object.fromEntries(Object.entries(marks).filter(([one]) => one !== path));
        const isWrong = trouble?.field === `marks.${path}`;
        return (
          <Box key={path} data-testid="marked-field">
            <Flex direction="column" alignItems="stretch" gap={3}>
              <KindSelect
                name={path}
                label={t('records.marks.kind', { label })}
                value={marks[path] ?? null}
                mayClear={can.contactSensitive || !isSaved}
                error={isWrong ? (trouble.remedy ?? trouble.message) : undefined}
                onChange={(kind) =>
                  change({ marks: kind === null ? others : { ...marks, [path]: kind } })
                }
              />
              {isSaved ? (
                <Allowances field={{ on: 'record', type: type.uid, key: path }} label={label} />
              ) : null}
            </Flex>
          </Box>
        );
      })}
    </Flex>
  );
};
