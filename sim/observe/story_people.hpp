// The part of story.hpp that is about people.
#pragma once

#include "observe/story.hpp"

namespace wz {

Story story_of_person(const World& world, PersonId person);

}  // namespace wz
