'use client';
import '@vitrine/widgets';

export default function Page() {
  return <vitrine-traces server="/api/vitrine" project-name="Default Project" />;
}
