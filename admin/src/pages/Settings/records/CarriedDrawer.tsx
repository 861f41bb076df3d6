import { Button, Checkbox, Field, Flex, Textarea, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { CarriedConsent } from '../../../../../server/src/contracts/carried-consent';
import type { MappingView } from '../../../../../server/src/contracts/records';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { Drawer } from '../../../shared/Drawer';
import { Notice } from '../../../shared/Notice';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { ByLanguage } from '../consent/ByLanguage';
import { useCarriedForm, type CarriedForm } from './useCarriedForm';

/** Which wording this is and who wrote it; what saving makes of it. */
const Version = ({ rule, isNewText }: { rule: CarriedConsent; isNewText: boolean }) => {
  const t = useT();
  const moments = useMoments();
  const { version, by, at } = rule;
  const next = isNewText ? t('records.carries.next', { version: version + 1 }) : null;
  const known =
    version === 0 || at === null
      ? t('records.carries.unwritten')
      : t('records.carries.version', { version, by: by ?? '–', at: moments.full(at) });
  return (
    <Typography variant="pi" textColor="neutral600" data-testid="carried-version">
      {[known, next].filter(Boolean).join(' ')}
    </Typography>
  );
};

const Words = ({ form }: { form: CarriedForm }) => {
  const t = useT();
  const { values, put, problems } = form;
  if (!values) return null;
  const { carries, texts } = values;
  return (
    <ByLanguage title={t('records.carries.words')}>
      {(language) => (
        <Field.Root
          name={`carried-${language}`}
          required={carries}
          hint={t(`records.carries.words.hint.${language}`)}
          error={problems[language] ?? false}
        >
          <Field.Label>{t(`consent.language.${language}`)}</Field.Label>
          <Textarea
            value={texts[language]}
            maxLength={1000}
            lang={language}
            data-testid={`carried-${language}`}
            onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
              put({ texts: { ...texts, [language]: event.target.value } })
            }
          />
          <Field.Error />
          <Field.Hint />
        </Field.Root>
      )}
    </ByLanguage>
  );
};

const Fields = ({ form, rule }: { form: CarriedForm; rule: CarriedConsent }) => {
  const t = useT();
  const { values, put, isNewText } = form;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Typography textColor="neutral600">{t('records.carries.intro')}</Typography>
      <Notice variant="warning" title={t('records.carries.law')}>
        {t('records.carries.law.body')}
      </Notice>
      {rule.isStrict ? null : (
        <Notice variant="default" title={t('records.carries.lenient')}>
          {t('records.carries.lenient.body')}
        </Notice>
      )}
      <Flex direction="column" alignItems="flex-start" gap={1}>
        <Checkbox
          checked={values?.carries === true}
          onCheckedChange={(value) => put({ carries: value === true })}
          data-testid="carried-on"
        >
          {t('records.carries.on')}
        </Checkbox>
        <Typography variant="pi" textColor="neutral600" data-testid="carried-count">
          {t('records.carries.count', { people: rule.people, decides: rule.decides })}
        </Typography>
      </Flex>
      <Words form={form} />
      <Version rule={rule} isNewText={isNewText} />
    </Flex>
  );
};

interface Props {
  readonly mapping: MappingView;
  readonly onClose: () => void;
}

/** Whether entries of a linked content type carry consent for utility messages about themselves, and by which words (O-33). */
export const CarriedDrawer = ({ mapping, onClose }: Props) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const { uid, role } = mapping;
  const form = useCarriedForm({
    uid,
    onSaved: () => {
      toggleNotification({ type: 'success', message: t('records.carries.saved') });
      onClose();
    },
  });
  const { query, rule } = form;
  return (
    <>
      <Drawer
        open
        draft={form.typed}
        onClose={onClose}
        title={t('records.carries.title', { role })}
        footer={
          <>
            <Button variant="tertiary" onClick={onClose}>
              {t('shell.dialog.dismiss')}
            </Button>
            <Button
              loading={form.isSaving}
              disabled={!form.isDirty}
              onClick={() => void form.press()}
              data-testid="carried-save"
            >
              {t('records.save')}
            </Button>
          </>
        }
      >
        {query.isLoading ? <RowSkeletons rows={3} height="6rem" /> : null}
        {query.isError && !rule ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {rule ? <Fields form={form} rule={rule} /> : null}
      </Drawer>
      {rule ? (
        <ConfirmAction
          open={form.isAsking}
          onClose={form.stopAsking}
          title={t('records.carries.ask.title', { role })}
          confirmLabel={t('records.carries.ask.confirm', { decides: rule.decides })}
          confirmTestId="carried-confirm"
          onConfirm={form.submit}
        >
          {t('records.carries.ask.body', { people: rule.people, decides: rule.decides })}
        </ConfirmAction>
      ) : null}
    </>
  );
};
