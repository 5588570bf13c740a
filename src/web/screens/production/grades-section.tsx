import { Button, Group } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { today } from '../../device/service-clock.js';
import { ResourceTable, type Column } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Empty, Loaded } from '../../parts/states.js';
import { useRights } from '../../session/me.js';
import { Day, Pct } from '../../units/mass.js';
import { useCompositionText } from './composition-text.js';
import { GradeForm } from './grade-form.js';
import { versionOn } from './grade-values.js';
import { useGrades } from './grades.js';
import type { Grade, GradeVersion } from './model.js';
import { useMessages } from './texts.js';

/** What is said of the grades, in the version that holds today and in those before and after. */
export function GradesSection({ siteId }: { readonly siteId: string }): ReactElement {
  const { magnets } = useMessages();
  const { isAdmin } = useRights();
  const grades = useGrades(siteId);
  const [entered, enter] = useState<Grade | 'new' | null>(null);
  return (
    <Section
      title={magnets.grades}
      note={magnets.gradesNote}
      aside={
        isAdmin && (
          <Button variant="default" onClick={() => enter('new')}>
            {magnets.enterGrade}
          </Button>
        )
      }
    >
      <Loaded query={grades}>{(rows) => <GradeTable grades={rows} amend={isAdmin ? enter : null} />}</Loaded>
      {entered !== null && <GradeForm grade={entered === 'new' ? null : entered} close={() => enter(null)} />}
    </Section>
  );
}

interface GradeTableProps {
  readonly grades: readonly Grade[];
  readonly amend: ((grade: Grade) => void) | null;
}

function useVersionColumns(): readonly Column<GradeVersion>[] {
  const { magnets } = useMessages();
  const composition = useCompositionText();
  return [
    { title: magnets.from, cell: ({ from }) => <Day on={from} /> },
    { title: magnets.uncoated, cell: (version) => <span className="figure">{composition(version)}</span> },
    { title: magnets.coating, numeric: true, cell: ({ coatingPct }) => <Pct pct={coatingPct} /> },
    { title: magnets.window, numeric: true, cell: ({ windowDays }) => magnets.days(windowDays) },
  ];
}

function GradeTable({ grades, amend }: GradeTableProps): ReactElement {
  const { magnets, shell } = useMessages();
  const [opened, open] = useState<string | null>(null);
  const columns = useVersionColumns();
  const ofNow = columns.map(({ cell, ...column }): Column<Grade> => ({
    ...column,
    cell: (grade) => {
      const version = versionOn(grade, today());
      return version ? cell(version) : shell.unknown;
    },
  }));
  return (
    <ResourceTable
      caption={magnets.grades}
      rows={grades}
      rowId={({ id }) => id}
      empty={<Empty text={magnets.noGrades} />}
      detail={(grade) => (grade.id === opened ? <Versions grade={grade} columns={columns} /> : null)}
      columns={[
        { title: magnets.code, cell: ({ code }) => <span className="figure">{code}</span> },
        { title: magnets.alloy, cell: ({ alloy }) => alloy },
        ...ofNow,
        {
          title: magnets.acts,
          acts: true,
          cell: (grade) => (
            <Group gap="xs" justify="flex-end" wrap="nowrap">
              {grade.versions.length > 1 && (
                <Button
                  variant="default"
                  aria-expanded={grade.id === opened}
                  aria-label={magnets.versionsOf(grade.code)}
                  onClick={() => open(grade.id === opened ? null : grade.id)}
                >
                  {magnets.versions(grade.versions.length)}
                </Button>
              )}
              {amend && (
                <Button variant="default" aria-label={magnets.newVersionOf(grade.code)} onClick={() => amend(grade)}>
                  {magnets.newVersion}
                </Button>
              )}
            </Group>
          ),
        },
      ]}
    />
  );
}

interface VersionsProps {
  readonly grade: Grade;
  readonly columns: readonly Column<GradeVersion>[];
}

function Versions({ grade, columns }: VersionsProps): ReactElement {
  const { magnets } = useMessages();
  return (
    <ResourceTable
      caption={magnets.versionsOf(grade.code)}
      rows={grade.versions.toReversed()}
      rowId={({ createdAt, from }) => `${from} ${createdAt}`}
      columns={columns}
    />
  );
}
