import { useEffect } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { useLocation } from 'react-router-dom';
import type {
  SlotBindings,
  SuggestedSource,
  TemplateView,
} from '../../../../../server/src/contracts/templates';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { VariableField } from '../../../shared/VariableField';
import { carriesCode } from '../model';
import { Surface } from '../../../shared/Surface';

type VariablesProps = {
  template: TemplateView;
  bindings: SlotBindings;
  setBindings: (b: SlotBindings) => void;
  sample: React.ComponentProps<typeof VariableField>['sample'];
};

/** Of a text of the library: where such a value usually comes from, until somebody has chosen. */
const Suggested = ({ source }: { source: SuggestedSource | undefined }) => {
  const t = useT();
  if (!source) return null;
  return (
    <Typography variant="pi" textColor="neutral600" data-testid="suggested-source">
      {t('templates.variables.suggested', { source: t(`templates.library.source.${source}`) })}
    </Typography>
  );
};

/** One field for each variable, file and end of a link: where its value comes from (T-30, T-31). */
export const Variables = ({ template, bindings, setBindings, sample }: VariablesProps) => {
  const t = useT();
  const { can } = useCan();
  const { hash } = useLocation();
  useEffect(() => {
    if (hash === '#variables')
      document.getElementById('variables')?.scrollIntoView?.({ block: 'start' });
  }, [hash]);
  const code = carriesCode(template) ? template.slots[0] : undefined;
  if (code)
    return (
      <Surface id="variables">
        <Typography>{t('templates.variables.code', { key: code.key })}</Typography>
      </Surface>
    );
  return (
    <Surface id="variables">
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Typography variant="omega" textColor="neutral600">
          {t(
            template.slots.length === 0 ? 'templates.variables.none' : 'templates.variables.intro'
          )}
        </Typography>
        {template.slots.map((slot) => (
          <Flex key={slot.key} direction="column" alignItems="stretch" gap={1}>
            <VariableField
              slot={slot}
              binding={bindings[slot.key]}
              sample={sample}
              disabled={!can.templateManage}
              onChange={(binding) => setBindings({ ...bindings, [slot.key]: binding })}
              onClear={() =>
                setBindings(
                  Object.fromEntries(Object.entries(bindings).filter(([key]) => key !== slot.key))
                )
              }
            />
            {bindings[slot.key] ? null : <Suggested source={template.suggested?.[slot.key]} />}
          </Flex>
        ))}
      </Flex>
    </Surface>
  );
};
