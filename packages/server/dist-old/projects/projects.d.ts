import { type Project, type ProjectWrite } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
/** What a change of a project may hold: what is absent stays. */
type ProjectUpdate = {
    [Field in keyof ProjectWrite]?: ProjectWrite[Field] | undefined;
};
/** The projects of a workspace. A write that names a project makes it. */
export declare class Projects {
    #private;
    constructor(database: Database, clock: Clock);
    /** The id of the project of that name, which is made where there is none. */
    idOf(principal: Principal, name: string): Promise<string>;
    /** The project of that name, if there is one, as it is or was a few seconds ago. `Default Project` always is. */
    byName(principal: Principal, name: string): Promise<Project | undefined>;
    /** The project of that id, as it is or was a few seconds ago. */
    get(principal: Principal, id: string): Promise<Project | undefined>;
    list(principal: Principal): Promise<Project[]>;
    /** @throws {ApiError} 409 where the name is taken */
    create(principal: Principal, write: ProjectWrite): Promise<Project>;
    /**
     * Changes what is given and keeps the rest.
     *
     * @throws {ApiError} 404 where there is no such project, 409 where the new name is taken
     */
    update(principal: Principal, id: string, write: ProjectUpdate): Promise<void>;
    /** Deletes a project; its name is free again, and a new project of that name has another id. */
    delete(principal: Principal, id: string): Promise<void>;
}
export {};
//# sourceMappingURL=projects.d.ts.map