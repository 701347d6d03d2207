import { type ReactNode, useId, useState } from "react";

interface SectionProps {
  readonly title: string;
  /** Said beside the title, such as how many there are. */
  readonly note?: string | undefined;
  readonly children: ReactNode;
}

/** A part of the panel that opens and closes. */
export function Section({ title, note, children }: SectionProps) {
  const [isOpen, setOpen] = useState(true);
  const id = useId();
  return (
    <section className="mesoscope-Section" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <button type="button" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
          <span className="mesoscope-Section-arrow" aria-hidden="true" />
          {title}
          {note !== undefined && <span className="mesoscope-Section-note">{note}</span>}
        </button>
      </h2>
      <div id={id} className="mesoscope-Section-body" hidden={!isOpen}>
        {children}
      </div>
    </section>
  );
}

/** Said where there is nothing to show. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return <p className="mesoscope-Nothing">{children}</p>;
}
