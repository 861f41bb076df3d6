import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import type { FlowProblem } from '../../../../../server/src/contracts/bots';
import { exitsOf, FAILED, savedNames } from '../../../../../server/src/contracts/flow-parts';
import type { FlowGraph, FlowKey, FlowNode } from '../../../../../server/src/contracts/flow-graph';
import { Drawer } from '../../../shared/Drawer';
import { Notice } from '../../../shared/Notice';
import { useIsTyped } from '../../../shared/useLeaveQuestion';
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
import { listedProblems } from './model/listed';
import { Select } from './StepInputs';
import type { FlowWords } from './useFlowWords';

/** No id of a step has such a sign in it. */
const END = 'no-step';
const STOP = 'stop-here';
const PASS = 'go-on';
type To = FlowNode['to'];

type Steps = readonly (readonly [FlowKey, string])[];
/** Changes what the drawer holds; the same function at each render, so that lists of 200 steps are not drawn again. */
type Change<Value> = (change: (old: Value) => Value) => void;

interface WaysProps {
  readonly step: EditStep;
  readonly to: To;
  readonly steps: Steps;
  readonly words: FlowWords;
  readonly onStep: Change<EditStep>;
  readonly onTo: Change<To>;
}

const rewired = (to: To, exit: string, target: FlowKey | null): To =>
  Object.fromEntries([
    ...Object.entries(to).filter(([key]) => key !== exit),
    ...(target === null ? [] : [[exit, target] as const]),
  ]);

/** Where one exit leads. */
const Way = memo(function Way({
  exit,
  label,
  target,
  steps,
  onTo,
}: Pick<WaysProps, 'steps' | 'onTo'> & {
  exit: string;
  label: string;
  target: FlowKey | null;
}) {
  const t = useT();
  return (
    <Select
      name={`exit-${exit}`}
      label={label}
      value={target ?? END}
      options={[[END, t('flows.leads.end')], ...steps]}
      onChange={(chosen) => onTo((to) => rewired(to, exit, chosen === END ? null : chosen))}
    />
  );
});

/** What follows when the step does not work: the flow ends, goes on, or takes a way of its own. */
const Failure = memo(function Failure({
  stops,
  mayChoose,
  target,
  steps,
  onStep,
  onTo,
}: Pick<WaysProps, 'steps' | 'onStep' | 'onTo'> & {
  stops: boolean;
  /** Steps that ask or decide only have a way. */
  mayChoose: boolean;
  target: FlowKey | null;
}) {
  const t = useT();
  const pass = mayChoose || !stops ? [[PASS, t('bots.on-fail.go-on')] as const] : [];
  const stop = mayChoose || stops ? [[STOP, t('bots.on-fail.stop')] as const] : [];
  return (
    <Select
      name="failed"
      label={t('bots.on-fail')}
      value={target ?? (stops ? STOP : PASS)}
      options={[...stop, ...pass, ...steps]}
      onChange={(chosen) => {
        const isWay = chosen !== STOP && chosen !== PASS;
        onTo((to) => rewired(to, FAILED, isWay ? chosen : null));
        if (isWay) return;
        onStep((step) =>
          mayGoOn(step) ? { ...step, onFail: chosen === STOP ? 'stop' : 'go-on' } : step
        );
      }}
    />
  );
});

/** Where each exit leads. */
const Ways = ({ step, to, steps, words, onStep, onTo }: WaysProps) => {
  const t = useT();
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
        <Way
          key={exit}
          exit={exit}
          label={words.exit(shown, exit) || '…'}
          target={targetOf({ to }, exit)}
          steps={steps}
          onTo={onTo}
        />
      ))}
      <Failure
        stops={stopsOnFailure(step)}
        mayChoose={mayGoOn(step)}
        target={targetOf({ to }, FAILED)}
        {...{ steps, onStep, onTo }}
      />
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
  /** Says to the page that something is typed here that leaving would lose. */
  readonly typed: { current: boolean };
  readonly onDone: (step: Pick<FlowNode, 'step' | 'to'>) => void;
  readonly onClose: () => void;
}

/** A step with all its fields. The flow changes when it is closed by its button, and only then. */
export const StepDrawer = (props: Props) => {
  const t = useT();
  const { graph, opened, numberOf, words, typed, onDone, onClose } = props;
  const node = typeof opened === 'string' ? null : opened;
  const box = useRef<HTMLDivElement>(null);
  const [first] = useState<EditStep>(() =>
    typeof opened === 'string' ? newStep(opened) : editOf(opened.step)
  );
  const [step, setStep] = useState(first);
  const [to, setTo] = useState<To>(node?.to ?? {});
  const [isTried, setTried] = useState(false);
  const isTyped = useIsTyped([step, to]);
  useEffect(() => {
    typed.current = isTyped;
    return () => {
      typed.current = false;
    };
  }, [typed, isTyped]);
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
  const steps: Steps = useMemo(() => {
    const placeOf = ({ id }: FlowNode) => numberOf.get(id) ?? 0;
    return [...graph.nodes]
      .sort((a, b) => placeOf(a) - placeOf(b))
      .map((one) => [one.id, words.step(one.step, placeOf(one))] as const);
  }, [graph, numberOf, words]);
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
          {listedProblems(found).map((problem, i) => (
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
