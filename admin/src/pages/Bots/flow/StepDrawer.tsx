import { useMemo, useRef, useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import type { FlowProblem } from '../../../../../server/src/contracts/bots';
import { exitsOf, FAILED, savedNames } from '../../../../../server/src/contracts/flow-parts';
import type { FlowGraph, FlowKey, FlowNode } from '../../../../../server/src/contracts/flow-graph';
import { Drawer } from '../../../shared/Drawer';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import { FlowStepFields } from './FlowStepFields';
import {
  editOf,
  errorsOf,
  mayGoOn,
  newStep,
  stepOf,
  stopsOnFailure,
  written,
  type EditStep,
  type StepKind,
} from './model/form';
import { targetOf } from './model/graph';
import { Select } from './StepInputs';
import type { FlowWords } from './useFlowWords';

/** No id of a step has such a sign in it. */
const END = 'no-step';
const STOP = 'stop-here';
const PASS = 'go-on';
type To = FlowNode['to'];

interface WaysProps {
  readonly step: EditStep;
  readonly to: To;
  readonly steps: readonly (readonly [FlowKey, string])[];
  readonly words: FlowWords;
  readonly onStep: (step: EditStep) => void;
  readonly onTo: (to: To) => void;
}

const rewired = (to: To, exit: string, target: FlowKey | null): To =>
  Object.fromEntries([
    ...Object.entries(to).filter(([key]) => key !== exit),
    ...(target === null ? [] : [[exit, target] as const]),
  ]);

/** What follows when the step does not work: the flow ends, goes on, or takes a way of its own. */
const Failure = ({ step, to, steps, onStep, onTo }: WaysProps) => {
  const t = useT();
  const stops = stopsOnFailure(step);
  const pass = mayGoOn(step) || !stops ? [[PASS, t('bots.on-fail.go-on')] as const] : [];
  const stop = mayGoOn(step) || stops ? [[STOP, t('bots.on-fail.stop')] as const] : [];
  return (
    <Select
      name="failed"
      label={t('bots.on-fail')}
      value={targetOf({ to }, FAILED) ?? (stops ? STOP : PASS)}
      options={[...stop, ...pass, ...steps]}
      onChange={(chosen) => {
        const isWay = chosen !== STOP && chosen !== PASS;
        onTo(rewired(to, FAILED, isWay ? chosen : null));
        if (!isWay && mayGoOn(step))
          onStep({ ...step, onFail: chosen === STOP ? 'stop' : 'go-on' });
      }}
    />
  );
};

/** Where each exit leads. */
const Ways = (props: WaysProps) => {
  const t = useT();
  const { step, to, steps, words, onTo } = props;
  const shown = stepOf(step);
  const exits = exitsOf(shown);
  return (
    <Flex direction="column" alignItems="stretch" gap={3} tag="section">
      <Typography variant="delta" tag="h3">
        {t('flows.ways')}
      </Typography>
      {exits.length === 0 ? (
        <Typography textColor="neutral600">{t('flows.ways.none')}</Typography>
      ) : null}
      {exits.map((exit) => (
        <Select
          key={exit}
          name={`exit-${exit}`}
          label={words.exit(shown, exit) || '…'}
          value={targetOf({ to }, exit) ?? END}
          options={[[END, t('flows.leads.end')], ...steps]}
          onChange={(target) => onTo(rewired(to, exit, target === END ? null : target))}
        />
      ))}
      <Failure {...props} />
    </Flex>
  );
};

interface Props {
  readonly graph: FlowGraph;
  /** The step that is opened, or the kind of a new one. */
  readonly opened: FlowNode | StepKind;
  readonly numberOf: ReadonlyMap<FlowKey, number>;
  readonly problems: readonly FlowProblem[];
  readonly words: FlowWords;
  readonly botId: number;
  readonly onDone: (step: Pick<FlowNode, 'step' | 'to'>) => void;
  readonly onClose: () => void;
}

/** A step with all its fields. The flow changes when it is closed by its button, and only then. */
export const StepDrawer = (props: Props) => {
  const t = useT();
  const { graph, opened, numberOf, words, onDone, onClose } = props;
  const node = typeof opened === 'string' ? null : opened;
  const box = useRef<HTMLDivElement>(null);
  const [first] = useState<EditStep>(() =>
    typeof opened === 'string' ? newStep(opened) : editOf(opened.step)
  );
  const [step, setStep] = useState(first);
  const [to, setTo] = useState<To>(node?.to ?? {});
  const [isTried, setTried] = useState(false);
  const saved = useMemo(() => savedNames(graph), [graph]);
  const errors = isTried ? errorsOf(step) : {};
  // What the server found is about the step as it was.
  const found = step === first ? props.problems : [];
  const errorOf = (field: string): string | false => {
    const own = errors[field];
    if (own) return t(own);
    const problem = found.find((one) => one.field === field);
    return problem ? words.problem(problem, node?.step ?? null) : false;
  };
  const finish = () => {
    if (Object.keys(errorsOf(step)).length === 0) return onDone({ step: written(step), to });
    setTried(true);
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    );
  };
  const kind = words.kind(step.kind);
  const steps = [...graph.nodes]
    .sort((a, b) => (numberOf.get(a.id) ?? 0) - (numberOf.get(b.id) ?? 0))
    .map((one) => [one.id, words.step(one.step, numberOf.get(one.id) ?? 0)] as const);
  return (
    <Drawer
      open
      onClose={onClose}
      title={
        node
          ? t('bots.step-n', { number: numberOf.get(node.id) ?? 0, kind })
          : t('flows.new-step', { kind })
      }
      draft={[step, to]}
      footer={
        <>
          <Button variant="tertiary" onClick={onClose}>
            {t('shell.dialog.dismiss')}
          </Button>
          <Button onClick={finish} data-testid="step-done">
            {t(node ? 'flows.step.done' : 'flows.step.add')}
          </Button>
        </>
      }
    >
      <Box ref={box}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {found.map((problem, i) => (
            <Notice
              key={i}
              variant={problem.level === 'stop' ? 'danger' : 'warning'}
              title={words.problem(problem, node?.step ?? null)}
            />
          ))}
          <FlowStepFields
            step={step}
            onChange={setStep}
            errorOf={errorOf}
            saved={saved}
            isTried={isTried}
            botId={props.botId}
          />
          {Object.values(errors).includes('flows.error.invalid') ? (
            <Typography textColor="danger600" role="alert">
              {t('flows.error.invalid')}
            </Typography>
          ) : null}
          {node ? <Ways {...{ step, to, steps, words }} onStep={setStep} onTo={setTo} /> : null}
        </Flex>
      </Box>
    </Drawer>
  );
};
