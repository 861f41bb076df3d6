import type { ChangeEvent } from 'react';
import { Button, Field, Flex, Grid, Textarea, TextInput, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import type { SegmentView } from '../../../../server/src/contracts/segments';
import { useWhatsappGetSegmentsQuery } from '../../api/segments';
import { PLUGIN_ID } from '../../pluginId';
import { Known } from '../../shared/Known';
import { LeaveGuard } from '../../shared/LeaveGuard';
import { permission, useCan } from '../../shared/permissions';
import { ErrorState } from '../../shared/states';
import { useFirstFocus } from '../../shared/useFirstFocus';
import { useDebounced } from '../../shared/useDebounced';
import { usePathId } from '../../shared/usePathId';
import { useT } from '../../shared/useT';
import { Builder } from './components/Builder';
import { Strategy } from './components/Strategy';
import { Summary } from './components/Summary';
import { useBuilder } from './components/useBuilder';
import { isAsked } from './model-check';
import { rowsOf, treeOf } from './model';
import { sentenceOf } from './model-words';
import { useCount } from './useCount';
import { useSegmentForm, type SegmentForm } from './useSegmentForm';
import { useSegmentWords } from './useSegmentWords';
import { Surface } from '../../shared/Surface';

const Card = ({ children }: { children: React.ReactNode }) => (
  <Surface padding={{ initial: 4, medium: 6 }}>{children}</Surface>
);

const Basics = ({ form, isNew }: { form: SegmentForm; isNew: boolean }) => {
  const t = useT();
  const first = useFirstFocus<HTMLInputElement>(isNew);
  const { name, description } = form.draft;
  const missing = form.isTried && name.trim() === '' ? t('contacts.group.nameMissing') : false;
  const refused = form.refused?.field === 'name' ? form.refused.message : false;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root name="name" required error={refused || missing}>
        <Field.Label>{t('contacts.group.name')}</Field.Label>
        <TextInput
          ref={first}
          value={name}
          maxLength={120}
          data-testid="segment-name"
          onChange={(e: ChangeEvent<HTMLInputElement>) => form.change({ name: e.target.value })}
        />
        <Field.Error />
      </Field.Root>
      <Field.Root name="description">
        <Field.Label>{t('contacts.group.description')}</Field.Label>
        <Textarea
          value={description}
          maxLength={500}
          onChange={(e: ChangeEvent<HTMLTextAreaElement>) =>
            form.change({ description: e.target.value })
          }
        />
      </Field.Root>
    </Flex>
  );
};

/** The whole tree in words: for those who do not see the boxes, and for those who lose themselves in them. */
const Sentence = ({ form }: { form: SegmentForm }) => {
  const t = useT();
  const say = useSegmentWords(form.fields);
  const sentence = useDebounced(sentenceOf(form.draft.root, { t, say }));
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography variant="sigma" textColor="neutral600" tag="h2">
        {t('segments.inWords')}
      </Typography>
      <Typography aria-live="polite" data-testid="segment-sentence">
        <span dir="auto">{sentence}</span>
      </Typography>
    </Flex>
  );
};

const Conditions = ({ form }: { form: SegmentForm }) => {
  const t = useT();
  const lines = useBuilder(form);
  const { words } = form.fields;
  // A refusal of the whole tree that no line can be blamed for.
  const isNowhere =
    form.refused?.field === 'tree' && !rowsOf(form.draft.root).some((row) => lines.refusedAt(row));
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography variant="delta" tag="h2">
        {t('segments.conditions')}
      </Typography>
      {words.error ? <ErrorState error={words.error} onRetry={words.retry} /> : null}
      {isNowhere ? (
        <Typography textColor="danger600" role="alert">
          {form.refused?.message}
        </Typography>
      ) : null}
      <Builder lines={lines} />
    </Flex>
  );
};

const Editor = ({ segment }: { segment: SegmentView | null }) => {
  const t = useT();
  const { can } = useCan();
  const form = useSegmentForm(segment);
  const count = useCount(treeOf(form.draft.root, isAsked), segment?.id ?? null);
  const isGone = [...form.problems.values()].includes('gone');
  const isPartial = rowsOf(form.draft.root).some((row) => !isAsked(row)) && !isGone;
  const title = form.draft.name || t('segments.new');
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={t('segments.hint')}
        navigationAction={<BackButton fallback={`/plugins/${PLUGIN_ID}/groups?tab=segments`} />}
        primaryAction={
          can.groupChange ? (
            <Button
              loading={form.isSaving}
              disabled={segment !== null && !form.isDirty}
              onClick={() => void form.save()}
              data-testid="save-segment"
            >
              {t('contacts.save')}
            </Button>
          ) : undefined
        }
      />
      <Layouts.Content>
        <Grid.Root gap={6}>
          <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
            {can.groupChange ? (
              <>
                <Card>
                  <Basics form={form} isNew={segment === null} />
                </Card>
                <Card>
                  <Conditions form={form} />
                </Card>
                {can.templateList ? (
                  <Card>
                    <Strategy form={form} />
                  </Card>
                ) : null}
              </>
            ) : null}
            <Card>
              <Sentence form={form} />
            </Card>
          </Grid.Item>
          <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch">
            <Summary
              segment={segment}
              count={count}
              isPartial={isPartial}
              blocked={isGone ? 'gone' : form.isDirty || !segment ? 'unsaved' : null}
            />
          </Grid.Item>
        </Grid.Root>
      </Layouts.Content>
      <LeaveGuard holds={form.holds} />
    </Page.Main>
  );
};

const Saved = ({ id }: { id: number }) => (
  <Known query={useWhatsappGetSegmentsQuery(id)}>
    {(segment) => <Editor key={segment.id} segment={segment} />}
  </Known>
);

const SegmentPage = () => {
  const id = usePathId();
  if (id === undefined)
    return (
      <Page.Protect permissions={[permission('groupChange')]}>
        <Editor segment={null} />
      </Page.Protect>
    );
  return (
    <Page.Protect permissions={[permission('contactBrowse')]}>
      {id === null ? <Page.Error /> : <Saved id={id} />}
    </Page.Protect>
  );
};

export default SegmentPage;
