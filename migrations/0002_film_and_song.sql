CREATE TABLE "cast_members" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"cast_kind" text NOT NULL,
	"name" text NOT NULL,
	"appearance" text NOT NULL,
	"prominence" text NOT NULL,
	"reference_images" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "artist" text;--> statement-breakpoint
ALTER TABLE "lyrics" ADD COLUMN "encoding" text DEFAULT 'utf-8' NOT NULL;--> statement-breakpoint
ALTER TABLE "scene_prompts" ADD COLUMN "system_prompt" text;--> statement-breakpoint
ALTER TABLE "selected_scenes" ADD COLUMN "transition" jsonb;--> statement-breakpoint
ALTER TABLE "selected_scenes" ADD COLUMN "clip_in_seconds" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "selected_scenes" ADD COLUMN "cut" jsonb DEFAULT '{"onto":"wish","movedSeconds":0,"reason":""}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "selected_scenes" ADD COLUMN "footage" text;--> statement-breakpoint
ALTER TABLE "selected_scenes" ADD COLUMN "scene_cast" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "selected_scenes" ADD COLUMN "system_prompt" text;--> statement-breakpoint
ALTER TABLE "selected_scenes" ADD COLUMN "locked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "earlier_segments" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "reference_images" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ADD COLUMN "earlier_segments" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "cast_members_by_project" ON "cast_members" USING btree ("project_id");